// SPDX-License-Identifier: GPL-3.0-or-later
// Nanoseconds a line of reading scrapes: bench_scrape_parser BEFORE AFTER, two bodies of the same target.
#include <cstdio>
#include <cstring>
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
    KnownLine known;
    std::string_view series;
    double value = 0;
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
        const bool isSample = *entry == Entry::kSample;
        lines.push_back({parser.line(), isSample ? parser.sample().series : "", isSample ? parser.sample().value : 0});
    }
    return lines;
}

void compareLines(const std::string& before, const std::vector<Line>& lines, const std::string& after) {
    ScrapeParser parser(after, TextFormat::kPrometheus);
    for (const auto& line : lines) {
        const auto match = parser.tryLine(before, line.known);
        if (match == LineMatch::kDifferent) {
            (void)parser.next();
        }
        checksum += match == LineMatch::kSameLine ? line.value : parser.sample().value;
    }
}

void trySeries(const std::vector<Line>& lines, const std::string& after) {
    ScrapeParser parser(after, TextFormat::kPrometheus);
    for (const auto& line : lines) {
        if (!parser.trySample(line.series)) {
            (void)parser.next();
        }
        checksum += parser.sample().value;
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: bench_scrape_parser BEFORE AFTER\n", stderr);
        return 1;
    }
    const auto before = contentsOf(argv[1]);
    const auto after = contentsOf(argv[2]);
    const auto lines = readAll(before);
    const auto count = lines.size();
    std::printf("%zu lines, %.1f bytes each\n", count, static_cast<double>(before.size()) / static_cast<double>(count));
    std::printf("memcmp       %6.1f ns a line\n", nanosecondsPerLine(count, [&] {
                    checksum += std::memcmp(before.data(), std::string(before).data(), before.size());
                }));
    std::printf("next()       %6.1f ns a line\n", nanosecondsPerLine(count, [&] { (void)readAll(after); }));
    std::printf("trySample()  %6.1f ns a line\n", nanosecondsPerLine(count, [&] { trySeries(lines, after); }));
    std::printf("tryLine()    %6.1f ns a line\n",
                nanosecondsPerLine(count, [&] { compareLines(before, lines, after); }));
    std::printf("unchanged    %6.1f ns a line\n",
                nanosecondsPerLine(count, [&] { compareLines(before, lines, before); }));
    return checksum == 0.5 ? 2 : 0;
}
