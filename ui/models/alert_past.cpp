// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_past.h"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>

#include "datasource/acknowledgement.h"
#include "models/alert_snapshot.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using datasource::AlertTransition;

constexpr std::string_view kAlertState = "alertstate";

AlertLife lifeOf(const model::Labels& labels, QString fingerprint, model::TimestampMs activeAt) {
    AlertLife life;
    life.fingerprint = std::move(fingerprint);
    life.labels = labels;
    life.name = toQString(labels.value("alertname"));
    std::string values;
    for (const auto& label : labels) {
        values.append(label.value).append(1, '\n');
    }
    life.haystack = toQString(values).toLower().toStdString();
    life.activeAt = activeAt;
    return life;
}

/// Takes one alert's transitions in, oldest first.
class Reader {
  public:
    Reader(std::vector<AlertLife>& lives, model::TimeRange range)
        : m_lives(lives)
        , m_range(range) {}

    void add(const AlertTransition& moment) {
        if (moment.to == "pending") {
            open(moment);
        } else if (moment.to == "firing") {
            fire(moment);
        } else {
            end(moment);
        }
    }
    void finish() {
        if (m_open) {
            m_lives.push_back(*std::move(m_open));
            m_open.reset();
        }
    }

  private:
    void open(const AlertTransition& moment) {
        finish();
        m_open = lifeOf(moment.labels, toQString(moment.fingerprint), moment.time);
    }
    void fire(const AlertTransition& moment) {
        if (!m_open) {
            open(moment);
            m_open->activeKnown = moment.from != "pending";
        }
        m_open->firedAt = m_open->firedAt.value_or(moment.time);
        // An Alertmanager is told of alerts, not of their values.
        if (moment.source == "rule") {
            m_open->value = std::max(m_open->value.value_or(moment.value), moment.value);
        }
    }
    void end(const AlertTransition& moment) {
        if (!m_open) {
            m_open = lifeOf(moment.labels, toQString(moment.fingerprint), m_range.begin);
            m_open->activeKnown = false;
            if (moment.from != "pending") {
                m_open->firedAt = m_range.begin;
                m_open->firedKnown = false;
            }
        }
        m_open->resolvedAt = moment.time;
        finish();
    }

    std::vector<AlertLife>& m_lives;
    model::TimeRange m_range;
    std::optional<AlertLife> m_open;
};

void sortNewestFirst(std::vector<AlertLife>& lives) {
    std::ranges::sort(lives, [](const AlertLife& a, const AlertLife& b) {
        const auto key = [](const AlertLife& life) { return life.firedAt.value_or(life.activeAt); };
        return key(a) != key(b) ? key(a) > key(b) : a.labels < b.labels;
    });
}

/// Unbroken runs of samples; a hole of more than a step and a half ends one.
std::vector<model::TimeRange> runsOf(const std::vector<model::Sample>& samples, model::DurationMs step) {
    std::vector<model::TimeRange> runs;
    for (const auto& sample : samples) {
        if (runs.empty() || sample.time - runs.back().end > step + step / 2) {
            runs.push_back({sample.time, sample.time});
        }
        runs.back().end = sample.time;
    }
    return runs;
}

struct Runs {
    std::vector<model::TimeRange> pending;
    std::vector<model::TimeRange> firing;
};

/// One stretch of the series, from the step in which it is first seen to the one in which it is no more.
AlertLife lifeOf(const model::Labels& labels, const model::TimeRange& run, model::TimeRange range,
                 model::DurationMs step) {
    auto life = lifeOf(labels, alertFingerprint(labels), run.begin);
    life.activeKnown = run.begin - range.begin >= step;
    if (range.end - run.end > step + step / 2) {
        life.resolvedAt = run.end + step;
    }
    return life;
}

void addLives(std::vector<AlertLife>& lives, const model::Labels& labels, const Runs& runs, model::TimeRange range,
              model::DurationMs step) {
    std::vector<bool> used(runs.pending.size());
    for (const auto& firing : runs.firing) {
        auto life = lifeOf(labels, firing, range, step);
        life.firedAt = firing.begin;
        life.firedKnown = firing.begin - range.begin >= step;
        for (std::size_t i = 0; i < runs.pending.size(); ++i) {
            const auto gap = firing.begin - runs.pending[i].end;
            if (gap >= 0 && gap <= step + step / 2) {
                life.activeAt = runs.pending[i].begin;
                life.activeKnown = life.activeAt - range.begin >= step;
                used[i] = true;
            }
        }
        lives.push_back(std::move(life));
    }
    for (std::size_t i = 0; i < runs.pending.size(); ++i) {
        if (!used[i]) {
            lives.push_back(lifeOf(labels, runs.pending[i], range, step));
        }
    }
}

} // namespace

std::optional<model::TimestampMs> AlertPast::lastFired() const {
    std::optional<model::TimestampMs> last;
    for (const auto& life : lives) {
        if (life.firedAt) {
            last = std::max(last.value_or(0), life.resolvedAt.value_or(range.end));
        }
    }
    return last;
}

/// Where a rule tells of an alert, what the Alertmanager notes of it is the same once more, a little later.
AlertPast alertPastOf(std::vector<AlertTransition> transitions, model::TimeRange range, std::size_t limit) {
    AlertPast past;
    past.range = range;
    past.complete = limit == 0 || transitions.size() < limit;
    std::ranges::stable_sort(transitions, {}, &AlertTransition::time);
    // What the limit cut off is not known.
    const auto known = past.complete ? range : model::TimeRange{transitions.front().time, range.end};
    std::map<std::string, std::vector<const AlertTransition*>> byAlert;
    for (const auto& moment : transitions) {
        byAlert[moment.fingerprint].push_back(&moment);
    }
    for (const auto& [fingerprint, moments] : byAlert) {
        const bool hasRule = std::ranges::any_of(moments, [](const auto* moment) { return moment->source == "rule"; });
        Reader reader(past.lives, known);
        for (const auto* moment : moments) {
            if (!hasRule || moment->source == "rule") {
                reader.add(*moment);
            }
        }
        reader.finish();
    }
    sortNewestFirst(past.lives);
    return past;
}

AlertPast alertPastOf(const model::Matrix& series, model::TimeRange range, model::DurationMs step) {
    AlertPast past;
    past.range = range;
    past.source = AlertPast::Source::kSeries;
    past.step = step;
    const std::array<std::string, 2> notOfTheAlert{std::string(model::kMetricName), std::string(kAlertState)};
    std::map<model::Labels, Runs> byAlert;
    for (const auto& one : series) {
        auto& runs = byAlert[one.labels.without(notOfTheAlert)];
        const bool firing = one.labels.value(kAlertState) == "firing";
        (firing ? runs.firing : runs.pending) = runsOf(one.samples, step);
    }
    for (const auto& [labels, runs] : byAlert) {
        addLives(past.lives, labels, runs, range, step);
    }
    sortNewestFirst(past.lives);
    return past;
}

void addSilences(AlertPast& past, const std::vector<datasource::Silence>& silences) {
    for (auto& life : past.lives) {
        if (!life.firedAt) {
            continue;
        }
        const auto end = life.resolvedAt.value_or(past.range.end);
        for (const auto& silence : silences) {
            if (silence.startsAt < end && silence.endsAt > *life.firedAt &&
                model::matchesAll(life.labels, silence.matchers)) {
                const bool acknowledgement = datasource::isAcknowledgement(silence);
                life.silences.push_back(
                    {{std::max(silence.startsAt, *life.firedAt), std::min(silence.endsAt, end)},
                     toQString(silence.id),
                     toQString(acknowledgement ? datasource::acknowledgementNote(silence) : silence.comment),
                     acknowledgement});
            }
        }
    }
}

} // namespace hearth::ui
