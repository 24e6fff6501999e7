// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/compress.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <libdeflate.h>
#include <memory>
#include <snappy.h>
#include <zstd.h>

namespace hearth {
namespace {

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};
struct FreeCompressor {
    void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
};
struct FreeZstdContext {
    void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
    void operator()(ZSTD_DCtx* c) const { ZSTD_freeDCtx(c); }
};

constexpr std::size_t kGzipTrailerBytes = 8;

std::unexpected<Error> tooLarge(std::size_t maxBytes) {
    return fail(ErrorCode::kLimit, fmt::format("decompressed size exceeds the limit of {} bytes", maxBytes));
}

/// What the last member of a gzip stream says of its own length (mod 2^32): a good first guess, not to be trusted.
std::size_t statedGzipSize(std::string_view gzip) {
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        size |= static_cast<std::uint32_t>(static_cast<unsigned char>(gzip[gzip.size() - 4 + i])) << (8 * i);
    }
    return size;
}

template <class Bound, class Compress>
std::string compressWith(std::string_view bytes, int level, Bound bound, Compress compress) {
    const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(libdeflate_alloc_compressor(level));
    std::string out(bound(compressor.get(), bytes.size()), '\0');
    out.resize(compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

} // namespace

Result<void> gzipDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes) {
    out.clear();
    thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
        libdeflate_alloc_decompressor());
    // A stream may hold several members, one after the other.
    while (!compressed.empty()) {
        if (compressed.size() <= kGzipTrailerBytes) {
            return fail(ErrorCode::kCorruption, "gzip: unexpected end of data");
        }
        const auto start = out.size();
        std::size_t room = std::min(std::max<std::size_t>(statedGzipSize(compressed), 4096), maxBytes - start + 1);
        std::size_t used = 0;
        std::size_t made = 0;
        libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
        for (;; room = std::min(room * 2, maxBytes - start + 1)) {
            out.resize(start + room);
            result = libdeflate_gzip_decompress_ex(decompressor.get(), compressed.data(), compressed.size(),
                                                   out.data() + start, room, &used, &made);
            if (result != LIBDEFLATE_INSUFFICIENT_SPACE || start + room > maxBytes) {
                break;
            }
        }
        out.resize(start + (result == LIBDEFLATE_SUCCESS ? made : 0));
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE || out.size() > maxBytes) {
            return tooLarge(maxBytes);
        }
        if (result != LIBDEFLATE_SUCCESS) {
            return fail(ErrorCode::kCorruption, "gzip: damaged data");
        }
        compressed.remove_prefix(used);
    }
    return {};
}

std::string gzipCompress(std::string_view bytes, int level) {
    return compressWith(bytes, level, libdeflate_gzip_compress_bound, libdeflate_gzip_compress);
}

std::string zlibCompress(std::string_view bytes, int level) {
    return compressWith(bytes, level, libdeflate_zlib_compress_bound, libdeflate_zlib_compress);
}

Result<void> snappyDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes) {
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(compressed.data(), compressed.size(), &size)) {
        return fail(ErrorCode::kCorruption, "snappy: damaged length");
    }
    if (size > maxBytes) {
        return tooLarge(maxBytes);
    }
    out.resize(size);
    if (!snappy::RawUncompress(compressed.data(), compressed.size(), out.data())) {
        return fail(ErrorCode::kCorruption, "snappy: damaged data");
    }
    return {};
}

void snappyCompress(std::string_view bytes, std::string& out) {
    out.resize(snappy::MaxCompressedLength(bytes.size()));
    std::size_t size = 0;
    snappy::RawCompress(bytes.data(), bytes.size(), out.data(), &size);
    out.resize(size);
}

namespace {

/// For frames that do not say how large they are. `out` is empty.
Result<void> zstdDecompressStream(ZSTD_DCtx& context, std::string_view compressed, std::string& out,
                                  std::size_t maxBytes) {
    ZSTD_inBuffer in{compressed.data(), compressed.size(), 0};
    std::size_t state = 1;
    while (in.pos < in.size || state != 0) {
        const auto start = out.size();
        out.resize(std::min(std::max<std::size_t>(start * 2, 4096), maxBytes + 1));
        ZSTD_outBuffer target{out.data() + start, out.size() - start, 0};
        const auto read = in.pos;
        state = ZSTD_decompressStream(&context, &target, &in);
        out.resize(start + target.pos);
        if (ZSTD_isError(state) != 0) {
            return fail(ErrorCode::kCorruption, fmt::format("zstd: {}", ZSTD_getErrorName(state)));
        }
        if (out.size() > maxBytes) {
            return tooLarge(maxBytes);
        }
        if (state != 0 && in.pos == read && target.pos == 0) {
            return fail(ErrorCode::kCorruption, "zstd: unexpected end of data");
        }
    }
    return {};
}

/// The level for inputs that are compressed by the thousand: tables that stay in the cache.
void useSmallTables(ZSTD_CCtx& context) {
    constexpr int kHashLog = 10;
    constexpr int kMinMatch = 5;
    constexpr int kWindowLog = 16;
    ZSTD_CCtx_setParameter(&context, ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(&context, ZSTD_c_hashLog, kHashLog);
    ZSTD_CCtx_setParameter(&context, ZSTD_c_minMatch, kMinMatch);
    ZSTD_CCtx_setParameter(&context, ZSTD_c_windowLog, kWindowLog);
}

} // namespace

Result<void> zstdDecompress(std::string_view compressed, std::string& out, std::size_t maxBytes) {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeZstdContext> context(ZSTD_createDCtx());
    const auto stated = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
    // A stated size that the input can hardly hold is not worth its memory.
    constexpr std::size_t kMostRatio = 1024;
    if (stated <= maxBytes && stated <= compressed.size() * kMostRatio) {
        out.resize(stated);
        if (ZSTD_decompressDCtx(context.get(), out.data(), stated, compressed.data(), compressed.size()) == stated) {
            return {};
        }
    }
    out.clear();
    ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
    return zstdDecompressStream(*context, compressed, out, maxBytes);
}

void zstdCompress(std::string_view bytes, std::string& out, int level) {
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeZstdContext> context(ZSTD_createCCtx());
    out.resize(ZSTD_compressBound(bytes.size()));
    out.resize(ZSTD_compressCCtx(context.get(), out.data(), out.size(), bytes.data(), bytes.size(), level));
}

void zstdCompressSmall(std::string_view bytes, std::string& out) {
    constexpr std::size_t kLargestSmall = 64U << 10U;
    if (bytes.size() > kLargestSmall) {
        return zstdCompress(bytes, out);
    }
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeZstdContext> context([] {
        auto* const made = ZSTD_createCCtx();
        useSmallTables(*made);
        return made;
    }());
    out.resize(ZSTD_compressBound(bytes.size()));
    out.resize(ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size()));
}

} // namespace hearth
