// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <string>

#include "model/matcher.h"
#include "support/fake_clock.h"
#include "tool/block_list.h"
#include "tool/context.h"
#include "tool/go_format.h"

namespace hearth::app::tool::testing {

/// A temporary directory, and what a command printed.
class ToolFixture {
  public:
    std::string path(const std::string& name) const { return m_directory.path().toStdString() + "/" + name; }
    std::string write(const std::string& name, const std::string& text) {
        (void)m_files.replaceAtomically(path(name), text);
        return path(name);
    }
    Context& context() { return m_context; }
    std::string printed() {
        m_out.flush();
        return std::exchange(m_printed, {});
    }

    /// All samples in the blocks of a directory, block by block, as `{labels} value@time`, "--" between blocks.
    std::string samplesIn(const std::string& directory) {
        std::string text;
        const auto blocks = openBlocks(m_files, directory).value();
        for (const auto& block : blocks) {
            text += text.empty() ? "" : "--\n";
            const model::TimeRange all{model::kMinTimestamp, model::kMaxTimestamp};
            const auto querier = block->querier(all);
            const model::Matchers matchers{model::Matcher::notEqual("__name__", "")};
            const auto selected = querier->select(true, {}, matchers, {}).value();
            for (const auto& series : selected) {
                model::Columns samples;
                (void)series->read(all, samples);
                text += formatLabels(series->labels());
                for (std::size_t i = 0; i < samples.size(); ++i) {
                    text += " " + formatFloatG(samples.values[i]) + "@" + std::to_string(samples.times[i]);
                }
                text += '\n';
            }
        }
        return text;
    }

  private:
    QTemporaryDir m_directory;
    PosixFileSystem m_files;
    tests::FakeClock m_clock;
    std::string m_printed;
    Output m_out{[this](std::string_view text) { m_printed += text; }};
    Context m_context{m_files, m_clock, seededRandom(7), Log(), m_out};
};

} // namespace hearth::app::tool::testing
