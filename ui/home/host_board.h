// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "home/host_snapshot.h"
#include "models/value_format.h"

class QGridLayout;

namespace hearth::ui {

class AreaChart;
class DiskBars;
class HostCard;

/// The cards of one machine in a grid of one to three columns: processor, memory, disk, network, load, temperature.
/// They stand in their final places from the start; only temperature goes where the machine has no sensor.
/// Threads: confined to the GUI thread.
class HostBoard : public QWidget {
    Q_OBJECT

  public:
    explicit HostBoard(QWidget* parent = nullptr);

    void show(const HostSnapshot& snapshot);
    /// Back to empty axes: nothing was answered yet.
    void expect();
    /// Whether what is not known yet is waited for.
    void setWaiting(bool waiting);
    void setHost(const HostChoice& host) { m_host = host; }

  signals:
    void exploreRequested(const QString& expression);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    enum Place { kCpu, kMemory, kDisk, kNetwork, kLoad, kTemperature, kCardCount };

    void buildUi();
    void connectSignals();
    void retranslateUi();
    void arrange();
    QString expressionOf(int place) const;
    void showLine(int place, const HostSnapshot& snapshot, const QPolygonF& line, Unit unit);
    void showDisk(const HostSnapshot& snapshot);
    void showNetwork(const HostSnapshot& snapshot);
    void showNotes(const HostSnapshot& snapshot);
    QString expectantText() const;

    std::array<HostCard*, kCardCount> m_cards{};
    std::array<AreaChart*, kCardCount> m_charts{}; ///< Null for the disk.
    DiskBars* m_disks = nullptr;
    QGridLayout* m_grid = nullptr;
    HostChoice m_host;
    int m_columns = 0;
    bool m_hasTemperature = true;
    bool m_waiting = true;
    bool m_expectant = true;  ///< No answer came yet.
    bool m_beginning = false; ///< The server has known the machine for a moment only: some values need two samples.
};

} // namespace hearth::ui
