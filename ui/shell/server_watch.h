// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "base/error.h"
#include "data/first_values.h"
#include "datasource/desktop.h"
#include "models/target_snapshot.h"

namespace hearth::ui {

class AsyncSource;

/// Numbers about the connected server that are shown on every page.
struct ServerNumbers {
    TargetCounts targets; ///< Unknown ones are counted as long as there are no others.
    std::optional<double> samplesPerSecond;
    double querySeconds = 0; ///< How long the server took to answer the last of these questions.
};

/// Asks the connected server for its numbers and the engine for its phase, as long as it is switched on.
/// Threads: confined to the GUI thread.
class ServerWatch : public QObject {
    Q_OBJECT

  public:
    using EngineState = datasource::DesktopHost::EngineState;

    /// Both must outlive the watch.
    ServerWatch(AsyncSource& source, datasource::DesktopHost& host, QObject* parent = nullptr);

    /// Off while the window is hidden: then nothing is asked.
    void setActive(bool active);
    const std::optional<ServerNumbers>& numbers() const { return m_numbers; }
    /// Why the last question failed; empty where it did not.
    const QString& problem() const { return m_problem; }
    /// The last question failed because nobody answered it, rather than for what was said.
    bool isOutOfReach() const { return m_outOfReach; }
    const EngineState& engine() const { return m_engine; }

  signals:
    void numbersChanged();
    void engineChanged();

  private:
    void ask();
    void take(Result<ServerNumbers> numbers);
    void checkEngine();

    AsyncSource& m_source;
    datasource::DesktopHost& m_host;
    QTimer m_askTimer;
    FirstValuesPause m_pause;
    QTimer m_engineTimer;
    std::optional<ServerNumbers> m_numbers;
    QString m_problem;
    bool m_outOfReach = false;
    EngineState m_engine; ///< Starting at first: that it is ready is news even if it was so before.
};

} // namespace hearth::ui
