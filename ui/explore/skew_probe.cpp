// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/skew_probe.h"

#include <QDateTime>
#include <cmath>
#include <cstdlib>

#include "data/async_source.h"

namespace hearth::ui {

namespace {

const QString kSlot = QStringLiteral("skew");

/// The server's time less ours, at the middle of the round trip.
Result<model::DurationMs> measure(datasource::DataSource& source, const std::stop_token& stop) {
    datasource::InstantQuery query;
    query.expression = "time()";
    const auto before = QDateTime::currentMSecsSinceEpoch();
    const auto answer = HEARTH_TRY(source.query(query, stop));
    const auto after = QDateTime::currentMSecsSinceEpoch();
    const auto* scalar = std::get_if<model::Scalar>(&answer.value);
    if (!scalar || !std::isfinite(scalar->sample.value) || std::abs(scalar->sample.value) > 1e12) {
        return fail(ErrorCode::kInternal, "the server's time is no number");
    }
    return static_cast<model::DurationMs>(scalar->sample.value * 1000) - (before + (after - before) / 2);
}

} // namespace

SkewProbe::SkewProbe(AsyncSource& source, QObject* parent)
    : QObject(parent)
    , m_source(source) {
    m_timer.setInterval(kIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &SkewProbe::ask);
    connect(&m_source, &AsyncSource::sourceChanged, this, [this] {
        emit skewChanged(std::nullopt);
        if (m_timer.isActive()) {
            ask();
        }
    });
}

void SkewProbe::setRunning(bool running) {
    if (running && !m_timer.isActive()) {
        m_timer.start();
        ask();
    } else if (!running) {
        m_timer.stop();
    }
}

void SkewProbe::ask() {
    m_source.call(
        this, kSlot, [](datasource::DataSource& source, const std::stop_token& stop) { return measure(source, stop); },
        [this](Result<model::DurationMs> ahead) {
            if (ahead) {
                const bool far = std::abs(*ahead) > kTolerance;
                emit skewChanged(far ? std::optional(*ahead) : std::nullopt);
            }
        });
}

} // namespace hearth::ui
