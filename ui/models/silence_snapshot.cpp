// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/silence_snapshot.h"

#include <QStringList>
#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "datasource/acknowledgement.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using datasource::SilenceState;

std::string pairKey(std::string_view name, std::string_view value) {
    std::string key(name);
    key += '\0';
    key += value;
    return key;
}

bool names(const model::Matcher& matcher) {
    return matcher.type() == model::MatchType::kEqual && !matcher.value().empty();
}

/// Alerts by the labels that silences name, so that a silence is held against few of them.
class AlertIndex {
  public:
    AlertIndex(const ReceivedAlerts& alerts, const std::vector<datasource::Silence>& silences)
        : m_alerts(alerts) {
        std::set<std::string, std::less<>> wanted;
        for (const auto& silence : silences) {
            for (const auto& matcher : silence.matchers) {
                if (names(matcher)) {
                    wanted.insert(matcher.name());
                }
            }
        }
        for (std::size_t i = 0; i < alerts.size(); ++i) {
            for (const auto& label : alerts[i].labels) {
                if (wanted.contains(label.name)) {
                    m_places[pairKey(label.name, label.value)].push_back(i);
                }
            }
        }
    }

    std::size_t count(const model::Matchers& matchers) const {
        const std::vector<std::size_t>* fewest = nullptr;
        for (const auto& matcher : matchers) {
            if (!names(matcher)) {
                continue;
            }
            const auto found = m_places.find(pairKey(matcher.name(), matcher.value()));
            if (found == m_places.end()) {
                return 0;
            }
            fewest = fewest == nullptr || found->second.size() < fewest->size() ? &found->second : fewest;
        }
        const auto matches = [&](const datasource::ReceivedAlert& alert) {
            return model::matchesAll(alert.labels, matchers);
        };
        const auto counted = fewest == nullptr
                                 ? std::ranges::count_if(m_alerts, matches)
                                 : std::ranges::count_if(*fewest, [&](auto i) { return matches(m_alerts[i]); });
        return static_cast<std::size_t>(counted);
    }

  private:
    const ReceivedAlerts& m_alerts;
    std::unordered_map<std::string, std::vector<std::size_t>> m_places;
};

QString matchersText(const model::Matchers& matchers) {
    QStringList parts;
    for (const auto& matcher : matchers) {
        parts << toQString(matcher.toString());
    }
    return parts.join(QLatin1String(", "));
}

SilenceRow makeRow(datasource::Silence&& silence) {
    SilenceRow row;
    row.key = toQString(silence.id);
    row.matchers = matchersText(silence.matchers);
    row.by = toQString(silence.createdBy).simplified();
    row.isAcknowledgement = datasource::isAcknowledgement(silence);
    row.comment = toQString(row.isAcknowledgement ? datasource::acknowledgementNote(silence) : silence.comment);
    row.comment = row.comment.simplified();
    row.haystack =
        (row.matchers + QLatin1Char('\n') + row.by + QLatin1Char('\n') + row.comment + QLatin1Char('\n') + row.key)
            .toLower();
    row.silence = std::move(silence);
    return row;
}

/// What the order of two silences of one state is told by.
model::TimestampMs momentOf(const datasource::Silence& silence) {
    switch (silence.state) {
    case SilenceState::kActive:
        return silence.endsAt;
    case SilenceState::kPending:
        return silence.startsAt;
    case SilenceState::kExpired:
        return -silence.endsAt;
    }
    return 0;
}

std::size_t& countOf(SilenceSnapshot& snapshot, SilenceState state) {
    return state == SilenceState::kActive    ? snapshot.active
           : state == SilenceState::kPending ? snapshot.pending
                                             : snapshot.expired;
}

} // namespace

bool SilenceRow::looksLike(const SilenceRow& other) const {
    const auto facts = [](const SilenceRow& row) {
        const auto& s = row.silence;
        return std::tie(row.key, row.matchers, row.matches, s.state, s.startsAt, s.endsAt, s.updatedAt, s.createdBy,
                        s.comment);
    };
    return facts(*this) == facts(other);
}

SilenceSnapshotPtr makeSilenceSnapshot(std::vector<datasource::Silence> silences,
                                       std::shared_ptr<const ReceivedAlerts> alerts) {
    auto snapshot = std::make_shared<SilenceSnapshot>();
    snapshot->alerts = std::move(alerts);
    static const ReceivedAlerts kNone;
    const AlertIndex index(snapshot->alerts ? *snapshot->alerts : kNone, silences);
    snapshot->rows.reserve(silences.size());
    for (auto& silence : silences) {
        ++countOf(*snapshot, silence.state);
        auto row = makeRow(std::move(silence));
        if (snapshot->alerts && row.silence.state != SilenceState::kExpired) {
            row.matches = index.count(row.silence.matchers);
        }
        snapshot->rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(snapshot->rows, {}, [](const SilenceRow& row) {
        return std::tuple(row.silence.state, momentOf(row.silence), row.key);
    });
    return snapshot;
}

} // namespace hearth::ui
