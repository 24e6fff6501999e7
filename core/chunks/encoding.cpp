// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/encoding.h"

#include <fmt/format.h>

namespace hearth::chunks {

Result<Encoding> encodingFrom(std::uint8_t byte) {
    if (byte < static_cast<std::uint8_t>(Encoding::kXor) ||
        byte > static_cast<std::uint8_t>(Encoding::kFloatHistogramSt)) {
        return fail(ErrorCode::kCorruption, fmt::format("unknown chunk encoding {}", byte));
    }
    return Encoding{byte};
}

std::string_view encodingName(Encoding encoding) {
    switch (encoding) {
    case Encoding::kXor:
        return "XOR";
    case Encoding::kHistogram:
        return "histogram";
    case Encoding::kFloatHistogram:
        return "floathistogram";
    case Encoding::kXor2:
        return "XOR2";
    case Encoding::kHistogramSt:
        return "histogramST";
    case Encoding::kFloatHistogramSt:
        return "floathistogramST";
    }
    return "<unknown>";
}

} // namespace hearth::chunks
