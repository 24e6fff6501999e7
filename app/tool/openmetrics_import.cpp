// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/openmetrics_import.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>

#include "base/text.h"
#include "exposition/scrape_parser.h"
#include "tool/block_builder.h"
#include "tool/block_list.h"
#include "tsdb/compact/block_directory.h"

namespace hearth::app::tool {
namespace {

/// The whole input, mapped where it is a file.
struct Input {
    std::unique_ptr<MappedFile> file;
    std::string piped;
    std::string_view text;
};

Result<Input> readInput(FileSystem& files, const std::string& path) {
    const auto name = path == "-" ? std::string("/dev/stdin") : path;
    std::error_code error;
    const auto status = std::filesystem::status(name, error);
    Input input;
    if (!error && !std::filesystem::is_regular_file(status) && !std::filesystem::is_directory(status)) {
        std::ifstream pipe(name, std::ios::binary);
        input.piped.assign(std::istreambuf_iterator<char>(pipe), {});
        if (pipe.bad() || !pipe.eof()) {
            return fail(ErrorCode::kIo, fmt::format("cannot read {}", name));
        }
        input.text = input.piped;
        return input;
    }
    input.file = HEARTH_TRY(files.map(name));
    const auto bytes = input.file->bytes();
    input.text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    return input;
}

std::unexpected<Error> faultAt(std::string_view text, const exposition::SampleLine& sample, std::string_view reason) {
    const auto offset = static_cast<std::size_t>(sample.series.data() - text.data());
    return fail(ErrorCode::kInvalidArgument, fmt::format("line {}: {}", positionOf(text, offset).line, reason));
}

/// Hands every sample with its time to `use(parser, time)`.
template <class Use>
Result<void> forEachSample(std::string_view text, Use use) {
    exposition::ScrapeParser parser(text, exposition::TextFormat::kOpenMetrics);
    for (;;) {
        const auto entry = HEARTH_TRY(parser.next());
        if (entry == exposition::Entry::kEnd) {
            return {};
        }
        if (entry != exposition::Entry::kSample) {
            continue;
        }
        const auto& sample = parser.sample();
        if (!sample.time) {
            return faultAt(text, sample, fmt::format("expected timestamp for series {}, got none", sample.series));
        }
        HEARTH_TRY(use(parser, *sample.time));
    }
}

/// How many samples belong into each block, by its start.
using Plan = std::map<model::TimestampMs, std::uint64_t>;

Result<Plan> plan(std::string_view text, model::DurationMs length) {
    Plan blocks;
    auto counted = forEachSample(text, [&](auto& parser, model::TimestampMs time) -> Result<void> {
        ++blocks[blockStart(time, length)];
        const auto labels = parser.labels(); // a label that stands twice is found before anything is written
        return labels ? Result<void>() : faultAt(text, parser.sample(), labels.error().message());
    });
    HEARTH_TRY(std::move(counted));
    return blocks;
}

/// Makes the blocks of a plan in as many passes over the text as memory asks for.
class Import {
  public:
    Import(Context& context, const ImportOptions& options, std::string_view text)
        : m_context(context)
        , m_options(options)
        , m_text(text)
        , m_length(blockLength(options.longestBlock)) {}

    Result<void> run() {
        const auto blocks = HEARTH_TRY(plan(m_text, m_length));
        HEARTH_TRY(m_context.files.createDirectories(m_options.output));
        for (auto next = blocks.begin(); next != blocks.end();) {
            m_builders.clear();
            std::uint64_t samples = 0;
            do {
                samples += next->second;
                m_builders.try_emplace(next->first);
                ++next;
            } while (next != blocks.end() && samples + next->second <= m_options.samplesAtOnce);
            HEARTH_TRY(readPass());
            HEARTH_TRY(writePass());
        }
        return {};
    }

  private:
    Result<void> readPass() {
        return forEachSample(m_text, [this](auto& parser, model::TimestampMs time) -> Result<void> {
            const auto builder = m_builders.find(blockStart(time, m_length));
            if (builder != m_builders.end()) {
                builder->second.add(withOwnLabels(HEARTH_TRY(parser.labels())), time, parser.sample().value);
            }
            return {};
        });
    }

    model::Labels withOwnLabels(model::Labels labels) const {
        if (m_options.labels.empty()) {
            return labels;
        }
        model::LabelsBuilder builder(labels);
        for (const auto& [name, value] : m_options.labels) {
            builder.set(name, value);
        }
        return builder.labels();
    }

    Result<void> writePass() {
        for (auto& [start, builder] : m_builders) {
            const auto meta = HEARTH_TRY(builder.write(m_context, m_options.output));
            if (m_options.quiet) {
                continue;
            }
            const auto block =
                HEARTH_TRY(tsdb::Block::open(m_context.files, tsdb::blockPath(m_options.output, meta.ulid)));
            m_context.out.print(blockTable({block}, !m_wroteHeader, m_options.humanReadable));
            m_context.out.flush();
            m_wroteHeader = true;
        }
        return {};
    }

    Context& m_context;
    const ImportOptions& m_options;
    const std::string_view m_text;
    const model::DurationMs m_length;
    std::map<model::TimestampMs, BlockBuilder> m_builders; ///< Of this pass, by the start of the block.
    bool m_wroteHeader = false;
};

} // namespace

Result<void> importOpenMetrics(Context& context, const ImportOptions& options) {
    const auto input = HEARTH_TRY(readInput(context.files, options.input));
    return Import(context, options, input.text).run();
}

} // namespace hearth::app::tool
