// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <csignal>
#include <vector>

namespace hearth::ui {

/// Turns signals of the system into Qt signals. SIGTERM and SIGINT end a program with a window as when a person quits:
/// what is unsaved is saved, the engine closes its database. A second signal of the kind ends it at once, should the
/// orderly way hang. SIGHUP reads the configuration again, as it does for servers, unless it says that the terminal
/// which the program was started from has closed. The handler itself only writes to a descriptor. At most one object at
/// a time; the handlers of before come back with its end. Threads: confined to the GUI thread; the signals may arrive
/// on any.
class QuitSignals : public QObject {
    Q_OBJECT

  public:
    explicit QuitSignals(QObject* parent = nullptr);
    ~QuitSignals() override;

  signals:
    /// The program is to end.
    void arrived();
    void reloadRequested();

  private:
    struct Previous {
        int signal = 0;
        struct sigaction action{};
    };

    void receive();

    std::vector<Previous> m_previous;
    int m_event = -1;
    const bool m_hadTerminal;
};

} // namespace hearth::ui
