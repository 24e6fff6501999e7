// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/server_watch.h"

#include <QElapsedTimer>
#include <variant>

#include "data/async_source.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

constexpr int kAskMs = 5000;
constexpr int kEngineStartingMs = 200;
constexpr int kEngineReadyMs = 2000;

const QString kSlot = QStringLiteral("numbers");

/// The value of an expression that yields one element at most.
Result<std::optional<double>> readNumber(datasource::DataSource& source, const char* expression,
                                         const std::stop_token& stop) {
    datasource::InstantQuery query;
    query.expression = expression;
    const auto answer = HEARTH_TRY(source.query(query, stop));
    const auto* vector = std::get_if<model::Vector>(&answer.value);
    return vector != nullptr && !vector->empty() ? std::optional(vector->front().sample.value) : std::nullopt;
}

Result<ServerNumbers> readNumbers(datasource::DataSource& source, const std::stop_token& stop) {
    QElapsedTimer timer;
    timer.start();
    ServerNumbers numbers;
    const auto up = HEARTH_TRY(readNumber(source, "count(up == 1)", stop));
    numbers.querySeconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const auto down = HEARTH_TRY(readNumber(source, "count(up == 0)", stop));
    numbers.targets.up = static_cast<std::size_t>(up.value_or(0));
    numbers.targets.down = static_cast<std::size_t>(down.value_or(0));
    if (numbers.targets.total() == 0) {
        numbers.targets.unknown = targetsNotAskedYet(source, stop);
    }
    numbers.samplesPerSecond =
        HEARTH_TRY(readNumber(source, "sum(rate(prometheus_tsdb_head_samples_appended_total[2m]))", stop));
    return numbers;
}

} // namespace

ServerWatch::ServerWatch(AsyncSource& source, datasource::DesktopHost& host, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_host(host) {
    m_askTimer.setInterval(kAskMs);
    m_engineTimer.setInterval(kEngineStartingMs);
    connect(&m_askTimer, &QTimer::timeout, this, &ServerWatch::ask);
    connect(&m_engineTimer, &QTimer::timeout, this, &ServerWatch::checkEngine);
    connect(&m_source, &AsyncSource::sourceChanged, this, [this] {
        m_numbers.reset();
        m_problem.clear();
        m_outOfReach = false;
        m_pause.reset();
        emit numbersChanged();
        ask();
    });
}

void ServerWatch::setActive(bool active) {
    if (!active) {
        m_askTimer.stop();
        m_engineTimer.stop();
        return;
    }
    m_askTimer.start();
    m_engineTimer.start();
    checkEngine();
    ask();
}

void ServerWatch::ask() {
    if (!m_askTimer.isActive() || m_source.busy(this, kSlot)) {
        return;
    }
    m_source.call(
        this, kSlot, [](datasource::DataSource& source, std::stop_token stop) { return readNumbers(source, stop); },
        [this](Result<ServerNumbers> numbers) { take(std::move(numbers)); });
}

void ServerWatch::take(Result<ServerNumbers> numbers) {
    if (numbers) {
        m_numbers = *numbers;
        m_problem.clear();
        m_outOfReach = false;
    } else {
        const auto code = numbers.error().code();
        m_outOfReach = code == ErrorCode::kUnavailable || code == ErrorCode::kTimeout;
        m_numbers.reset();
        m_problem = toQString(numbers.error().message());
    }
    const bool waiting = m_numbers && m_numbers->targets.unknown > 0;
    m_askTimer.setInterval(waiting ? m_pause.next(kAskMs) : kAskMs);
    emit numbersChanged();
}

void ServerWatch::checkEngine() {
    auto state = m_host.engineState();
    m_engineTimer.setInterval(state.phase == EngineState::Phase::kStarting ? kEngineStartingMs : kEngineReadyMs);
    if (state.phase != m_engine.phase || state.message != m_engine.message) {
        m_engine = std::move(state);
        emit engineChanged();
    }
}

} // namespace hearth::ui
