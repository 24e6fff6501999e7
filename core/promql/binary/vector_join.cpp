// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/binary/vector_join.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "promql/binary/mixed.h"
#include "promql/binary/signature.h"
#include "promql/label_drop.h"

namespace hearth::promql {

namespace {

/// A row that joins one series of the many side with one of the one side. No index: the fill value stands there.
struct Pair {
    std::optional<std::uint32_t> many;
    std::optional<std::uint32_t> one;
    std::size_t group = 0;
};

/// `{__name__="up", job="a"}`: as Prometheus prints labels in this message, the name not in front.
std::string bracedText(const model::Labels& labels) {
    std::string text = "{";
    for (const model::LabelView& label : labels) {
        text += text.size() > 1 ? ", " : "";
        text += model::isLegacyLabelName(label.name) ? std::string(label.name) : quoteGo(label.name);
        text += "=" + quoteGo(label.value);
    }
    return text + "}";
}

/// Joins match group by match group. "many" is the side that may have several elements a group and gives the labels:
/// the right one with group_right, else the left; in a one-to-one match it may have one too, but several over time.
class Join {
  public:
    Join(const JoinRule& rule, const Table& left, const Table& right, QueryContext& context)
        : m_rule(rule)
        , m_swapped(rule.matching.cardinality == Cardinality::kOneToMany)
        , m_many(m_swapped ? right : left)
        , m_one(m_swapped ? left : right)
        , m_context(context)
        , m_groups(matchGroups(left, right, rule.matching))
        , m_labels(rule.matching.labels) {
        std::ranges::sort(m_labels);
    }

    Result<Table> run() {
        if (!mayMatch()) {
            return Table(m_many.width(), m_context.budget);
        }
        for (std::size_t group = 0; group < m_groups.size(); ++group) {
            HEARTH_TRY(m_context.check());
            HEARTH_TRY(checkOneSide(group));
            addPairs(group);
            HEARTH_TRY(checkPairs(group));
        }
        return compute();
    }

  private:
    const std::vector<std::uint32_t>& manyRows(std::size_t group) const {
        return m_swapped ? m_groups[group].right : m_groups[group].left;
    }
    const std::vector<std::uint32_t>& oneRows(std::size_t group) const {
        return m_swapped ? m_groups[group].left : m_groups[group].right;
    }
    // Prometheus swaps the operands of group_right but not the fill values, and its tests pin that.
    const std::optional<double>& manyFill() const { return m_rule.matching.fillLeft; }
    const std::optional<double>& oneFill() const { return m_rule.matching.fillRight; }
    bool isGrouped() const { return m_rule.matching.cardinality != Cardinality::kOneToOne; }

    bool mayMatch() const { return (m_many.size() > 0 || manyFill()) && (m_one.size() > 0 || oneFill()); }

    static bool anyAt(const Table& table, std::size_t step) {
        for (std::size_t row = 0; row < table.size(); ++row) {
            if (!isAbsent(table.row(row)[step])) {
                return true;
            }
        }
        return false;
    }

    /// The one side may have one element a group and step, wherever the many side has any element at all.
    Result<void> checkOneSide(std::size_t group) const {
        const auto& rows = oneRows(group);
        if (rows.size() < 2) {
            return {};
        }
        for (std::size_t step = 0; step < m_one.width(); ++step) {
            std::optional<std::uint32_t> first;
            for (const std::uint32_t row : rows) {
                if (isAbsent(m_one.row(row)[step])) {
                    continue;
                }
                if (first && (manyFill() || anyAt(m_many, step))) {
                    return ambiguous(group, *first, row);
                }
                first = row;
            }
        }
        return {};
    }

    Result<void> ambiguous(std::size_t group, std::uint32_t first, std::uint32_t second) const {
        std::string left = bracedText(m_one.keys()[first].labels);
        std::string right = bracedText(m_one.keys()[second].labels);
        if (right < left) {
            std::swap(left, right);
        }
        return fail(
            ErrorCode::kInternal,
            fmt::format("found duplicate series for the match group {} on the {} hand-side of the operation: "
                        "[{}, {}];many-to-many matching not allowed: matching labels must be unique on one side",
                        bracedText(m_groups[group].signature), m_swapped ? "left" : "right", left, right));
    }

    void addPairs(std::size_t group) {
        m_groupBegin = m_pairs.size();
        for (const std::uint32_t many : manyRows(group)) {
            for (const std::uint32_t one : oneRows(group)) {
                m_pairs.push_back({many, one, group});
            }
            if (oneFill()) {
                m_pairs.push_back({many, std::nullopt, group});
            }
        }
        if (manyFill()) {
            for (const std::uint32_t one : oneRows(group)) {
                m_pairs.push_back({std::nullopt, one, group});
            }
        }
        for (std::size_t i = m_groupBegin; i < m_pairs.size(); ++i) {
            m_keys.push_back(resultKey(m_pairs[i]));
        }
    }

    /// No two pairs of a group may match at one step: none at all in a one-to-one match, none with equal labels in a
    /// grouped one. Counts also where a comparison then drops the element.
    Result<void> checkPairs(std::size_t group) const {
        if (manyRows(group).size() < 2) {
            return {};
        }
        std::unordered_map<model::Labels, std::vector<bool>, model::LabelsHash> taken;
        Column many(m_many.width());
        Column one(m_many.width());
        for (std::size_t i = m_groupBegin; i < m_pairs.size(); ++i) {
            std::vector<bool>& matched = taken[isGrouped() ? m_keys[i].labels : model::Labels()];
            matched.resize(m_many.width());
            operands(m_pairs[i], many, one);
            for (std::size_t step = 0; step < many.size(); ++step) {
                if (isAbsent(many[step]) || isAbsent(one[step])) {
                    continue;
                }
                if (matched[step]) {
                    return fail(ErrorCode::kInternal,
                                isGrouped() ? "multiple matches for labels: grouping labels must ensure unique matches"
                                            : "multiple matches for labels: many-to-one matching must be explicit "
                                              "(group_left/group_right)");
                }
                matched[step] = true;
            }
        }
        return {};
    }

    SeriesKey resultKey(const Pair& pair) const {
        SeriesKey key = pair.many ? m_many.keys()[*pair.many] : SeriesKey{m_groups[pair.group].signature};
        if (!isComparison(m_rule.op) || m_rule.returnBool) {
            key = {withoutMetadata(key.labels)};
        }
        if (!isGrouped()) {
            key.labels = m_rule.matching.on ? key.labels.only(m_labels) : key.labels.without(m_labels);
        } else if (!m_rule.matching.include.empty()) {
            model::LabelsBuilder builder(key.labels);
            for (const std::string& name : m_rule.matching.include) {
                builder.set(name, pair.one ? m_one.keys()[*pair.one].labels.value(name) : std::string_view());
            }
            key.labels = builder.labels();
        }
        return key;
    }

    /// The values that a pair combines; of a pair with a fill value only the steps where the real one is missing.
    void operands(const Pair& pair, std::span<double> many, std::span<double> one) const {
        if (pair.many) {
            std::ranges::copy(m_many.row(*pair.many), many.begin());
        } else {
            fillWhereMissing(m_many, manyRows(pair.group), *manyFill(), many);
        }
        if (pair.one) {
            std::ranges::copy(m_one.row(*pair.one), one.begin());
        } else {
            fillWhereMissing(m_one, oneRows(pair.group), *oneFill(), one);
        }
    }

    static void fillWhereMissing(const Table& table, const std::vector<std::uint32_t>& rows, double value,
                                 std::span<double> out) {
        std::ranges::fill(out, value);
        for (const std::uint32_t row : rows) {
            const auto cells = table.row(row);
            for (std::size_t step = 0; step < cells.size(); ++step) {
                out[step] = isAbsent(cells[step]) ? out[step] : absentValue();
            }
        }
    }

    Result<Table> compute() {
        const BinaryKernel kernel =
            binaryKernel(m_rule.op, m_rule.returnBool ? BinaryYield::kResult : BinaryYield::kLeftWhere);
        Table result(m_many.width(), m_context.budget);
        HEARTH_TRY(result.create(std::move(m_keys)));
        const auto body = [&](std::size_t pair, Scratch& scratch) -> Result<void> {
            computePair(m_pairs[pair], {m_rule.op, m_rule.returnBool, kernel, m_rule.where}, result.row(pair), scratch);
            return result.charge(countPresent(result.row(pair)));
        };
        HEARTH_TRY(m_context.forEach(m_pairs.size(), body));
        return uniteDuplicates(std::move(result), Duplicates::kMerge);
    }

    void computePair(const Pair& pair, const MixedRule& rule, std::span<double> out, Scratch& scratch) const {
        if (pair.many && pair.one) {
            const auto many = m_many.row(*pair.many);
            const auto one = m_one.row(*pair.one);
            combineMixed(rule, m_swapped ? one : many, m_swapped ? many : one, out, m_context);
            return;
        }
        scratch.column.resize(out.size());
        scratch.work.resize(out.size());
        operands(pair, scratch.column, scratch.work);
        combineMixed(rule, m_swapped ? scratch.work : scratch.column, m_swapped ? scratch.column : scratch.work, out,
                     m_context);
    }

    const JoinRule& m_rule;
    const bool m_swapped;
    const Table& m_many;
    const Table& m_one;
    QueryContext& m_context;
    const std::vector<MatchGroup> m_groups;
    std::vector<std::string> m_labels; ///< Of on or ignoring, sorted.
    std::vector<Pair> m_pairs;
    std::vector<SeriesKey> m_keys; ///< By pair.
    std::size_t m_groupBegin = 0;  ///< First pair of the group at hand.
};

} // namespace

Result<Table> joinVectors(const JoinRule& rule, const Table& left, const Table& right, QueryContext& context) {
    return Join(rule, left, right, context).run();
}

} // namespace hearth::promql
