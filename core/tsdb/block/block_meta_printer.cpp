// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "base/json_writer.h"
#include "tsdb/block/block_meta.h"

namespace hearth::tsdb {
namespace {

/// A JSON string as Go writes it, which keeps markup out.
std::string quoted(std::string_view text) {
    std::string plain;
    appendJsonString(plain, text);
    std::string out;
    for (const char c : plain) {
        if (c == '<' || c == '>' || c == '&') {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out;
}

/// Writes objects and lists over several lines, indented by tabs (Go: json.MarshalIndent).
class IndentedWriter {
  public:
    explicit IndentedWriter(std::string& out)
        : m_out(out) {}

    void begin(char bracket) {
        m_out += bracket;
        ++m_depth;
        m_first = true;
    }
    void end(char bracket) {
        --m_depth;
        if (!m_first) {
            newLine();
        }
        m_out += bracket;
        m_first = false;
    }
    void item() {
        if (!m_first) {
            m_out += ',';
        }
        newLine();
        m_first = false;
    }
    void key(std::string_view name) {
        item();
        m_out += fmt::format("\"{}\": ", name);
    }
    void text(std::string_view json) { m_out += json; }

    template <class T>
    void number(std::string_view name, T value) {
        key(name);
        m_out += fmt::format("{}", value);
    }
    void string(std::string_view name, std::string_view value) {
        key(name);
        m_out += quoted(value);
    }

  private:
    void newLine() {
        m_out += '\n';
        m_out.append(m_depth, '\t');
    }

    std::string& m_out;
    std::size_t m_depth = 0;
    bool m_first = true;
};

void printStats(IndentedWriter& writer, const BlockStats& stats) {
    const auto unlessZero = [&](std::string_view name, std::uint64_t value) {
        if (value != 0) {
            writer.number(name, value);
        }
    };
    writer.key("stats");
    writer.begin('{');
    unlessZero("numSamples", stats.samples);
    unlessZero("numFloatSamples", stats.floatSamples);
    unlessZero("numHistogramSamples", stats.histogramSamples);
    unlessZero("numSeries", stats.series);
    unlessZero("numChunks", stats.chunks);
    unlessZero("numTombstones", stats.tombstones);
    writer.end('}');
}

void printParents(IndentedWriter& writer, const std::vector<BlockParent>& parents) {
    writer.key("parents");
    writer.begin('[');
    for (const auto& parent : parents) {
        writer.item();
        writer.begin('{');
        writer.string("ulid", parent.ulid.toString());
        writer.number("minTime", parent.minTime);
        writer.number("maxTime", parent.maxTime);
        writer.end('}');
    }
    writer.end(']');
}

/// Nothing where the list is empty.
template <class List, class Text>
void printList(IndentedWriter& writer, std::string_view name, const List& list, Text text) {
    if (list.empty()) {
        return;
    }
    writer.key(name);
    writer.begin('[');
    for (const auto& value : list) {
        writer.item();
        writer.text(quoted(text(value)));
    }
    writer.end(']');
}

void printCompaction(IndentedWriter& writer, const BlockMeta& meta) {
    writer.key("compaction");
    writer.begin('{');
    writer.number("level", meta.level);
    printList(writer, "sources", meta.sources, [](const Ulid& ulid) { return ulid.toString(); });
    if (meta.deletable) {
        writer.number("deletable", true);
    }
    if (!meta.parents.empty()) {
        printParents(writer, meta.parents);
    }
    if (meta.failed) {
        writer.number("failed", true);
    }
    printList(writer, "hints", meta.hints, [](const std::string& hint) { return hint; });
    writer.end('}');
}

} // namespace

std::string printBlockMeta(const BlockMeta& meta) {
    std::string out;
    IndentedWriter writer(out);
    writer.begin('{');
    writer.string("ulid", meta.ulid.toString());
    writer.number("minTime", meta.minTime);
    writer.number("maxTime", meta.maxTime);
    printStats(writer, meta.stats);
    printCompaction(writer, meta);
    writer.number("version", meta.version);
    writer.end('}');
    return out;
}

} // namespace hearth::tsdb
