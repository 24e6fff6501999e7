// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the reader of HTTP answers, whole and in two pieces: both must come to the same.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include "http/plain_answer.h"

using namespace hearth::http;

namespace {

constexpr std::uint64_t kBodyLimit = 1U << 16U;
/// What a socket holds without waiting.
constexpr std::size_t kMaxInput = 64U << 10U;

struct Reading {
    PlainAnswer::Progress progress;
    std::string body;
};

void say(int socket, std::string_view bytes) {
    if (!bytes.empty() && ::send(socket, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        std::abort();
    }
}

Reading read(std::string_view bytes, std::size_t cut, std::size_t guess) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) != 0) {
        std::abort();
    }
    PlainAnswer answer;
    std::string memory;
    memory.reserve(256);
    answer.begin(std::move(memory), kBodyLimit, guess);
    say(ends[1], bytes.substr(0, cut));
    auto progress = cut > 0 ? answer.read(ends[0]) : PlainAnswer::Progress::kWaiting;
    if (progress == PlainAnswer::Progress::kWaiting) {
        say(ends[1], bytes.substr(cut));
        ::close(ends[1]);
        progress = answer.read(ends[0]);
    } else {
        ::close(ends[1]);
    }
    ::close(ends[0]);
    return {progress, std::move(answer.response().body)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > kMaxInput) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data + 2), size - 2);
    const auto whole = read(bytes, 0, 0);
    const auto pieces = read(bytes, data[0] * bytes.size() / 256, data[1]);
    // Pieces may end an answer before what would have spoilt it has come.
    const bool bothComplete =
        whole.progress == PlainAnswer::Progress::kComplete && pieces.progress == PlainAnswer::Progress::kComplete;
    if (bothComplete && whole.body != pieces.body) {
        std::abort();
    }
    return 0;
}
