// SPDX-License-Identifier: GPL-3.0-or-later
// Nanoseconds a line of reading scrapes: bench_scrape_parser BODY.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "exposition/scrape_parser.h"

using namespace hearth::exposition;

namespace {

constexpr int kRounds = 50;

std::string contentsOf(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Line {
    std::size_t end;        ///< Offset in the body.
    std::size_t seriesSize; ///< 0: a comment.
};

/// Keeps the compiler from dropping the work.
double checksum = 0;

template <class Body>
double nanosecondsPerLine(std::size_t lines, const Body& body) {
    const auto begin = std::clock(); // the processor's time: others run on this machine too
    for (int i = 0; i < kRounds; ++i) {
        body();
    }
    const auto taken = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    return taken / kRounds / static_cast<double>(lines);
}

std::vector<Line> readAll(const std::string& body) {
    ScrapeParser parser(body, TextFormat::kPrometheus);
    std::vector<Line> lines;
    for (auto entry = parser.next(); entry && *entry != Entry::kEnd; entry = parser.next()) {
        lines.push_back(
            {body.size() - parser.rest().size(), *entry == Entry::kSample ? parser.sample().series.size() : 0});
    }
    return lines;
}

void readKnown(const std::vector<Line>& lines, const std::string& body) {
    ScrapeParser parser(body, TextFormat::kPrometheus);
    for (const auto& line : lines) {
        if (line.seriesSize == 0) {
            parser.skip(line.end - (body.size() - parser.rest().size()), parser.type());
        } else if (!parser.trySample(line.seriesSize)) {
            (void)parser.next();
        }
        checksum += parser.sample().value;
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: bench_scrape_parser BODY\n", stderr);
        return 1;
    }
    const auto body = contentsOf(argv[1]);
    const auto lines = readAll(body);
    const auto count = lines.size();
    std::printf("%zu lines, %.1f bytes each\n", count, static_cast<double>(body.size()) / static_cast<double>(count));
    std::printf("next()       %6.1f ns a line\n", nanosecondsPerLine(count, [&] { (void)readAll(body); }));
    std::printf("trySample()  %6.1f ns a line\n", nanosecondsPerLine(count, [&] { readKnown(lines, body); }));
    return checksum == 0.5 ? 2 : 0;
}
