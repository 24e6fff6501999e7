// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/host_board.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>

#include "home/disk_bars.h"
#include "home/disk_trend.h"
#include "home/host_card.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "widgets/area_chart.h"

namespace hearth::ui {
namespace {

constexpr int kSpacing = 8;
constexpr int kCardWidth = 288; ///< The least width of a card where there are several columns.
constexpr int kCardHeight = 196;
constexpr int kMaxCardHeight = 280;
constexpr int kMaxColumns = 3;
constexpr double kHottest = 100; ///< Degrees; the top of the temperature's axis.

/// A point missing for longer than this is a hole in the line.
constexpr model::DurationMs kMaxGap = 4 * kHostStep;

/// A machine known for no longer than this is at its beginning: rates need two samples.
constexpr model::DurationMs kBeginning = model::kMinuteMs;

FormattedValue lastOf(const QPolygonF& line, Unit unit) {
    return line.isEmpty() ? FormattedValue() : ValueFormat::format(line.last().y(), unit);
}

} // namespace

HostBoard::HostBoard(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    connectSignals();
    retranslateUi();
    expect();
}

void HostBoard::buildUi() {
    const std::array units{Unit::kRatio,          Unit::kRatio, Unit::kRatio,
                           Unit::kBytesPerSecond, Unit::kNone,  Unit::kCelsius};
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kSpacing);
    for (std::size_t i = 0; i < kCardCount; ++i) {
        QWidget* body = nullptr;
        if (i == kDisk) {
            body = m_disks = new DiskBars(this);
        } else {
            body = m_charts[i] = new AreaChart(units[i], this);
        }
        m_cards[i] = new HostCard(body, this);
        m_cards[i]->setMinimumHeight(kCardHeight);
    }
    m_charts[kCpu]->setCeiling(1);
    m_charts[kMemory]->setCeiling(1);
    m_charts[kTemperature]->setCeiling(kHottest);
    arrange();
}

void HostBoard::connectSignals() {
    for (int i = 0; i < kCardCount; ++i) {
        connect(m_cards[static_cast<std::size_t>(i)], &HostCard::exploreRequested, this,
                [this, i] { emit exploreRequested(expressionOf(i)); });
    }
}

void HostBoard::retranslateUi() {
    m_cards[kCpu]->setTitle(tr("Processor"));
    m_cards[kMemory]->setTitle(tr("Memory"));
    m_cards[kDisk]->setTitle(tr("Disk"));
    m_cards[kNetwork]->setTitle(tr("Network"));
    m_cards[kLoad]->setTitle(tr("Load"));
    m_cards[kTemperature]->setTitle(tr("Temperature"));
}

void HostBoard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        if (m_expectant) {
            expect();
        }
    }
    QWidget::changeEvent(event);
}

void HostBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void HostBoard::arrange() {
    const int columns = std::clamp((width() + kSpacing) / (kCardWidth + kSpacing), 1, kMaxColumns);
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    for (int i = 0; i < kCardCount; ++i) {
        m_grid->addWidget(m_cards[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    for (int i = 0; i < kMaxColumns; ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
    // Cards grow with the window, but a chart of a few hundred points gains nothing from being tall.
    const int rows = (kCardCount + columns - 1) / columns;
    setMaximumHeight(rows * kMaxCardHeight + (rows - 1) * kSpacing);
}

QString HostBoard::expressionOf(int place) const {
    const auto expressions = hostExpressions(m_host);
    switch (place) {
    case kCpu:
        return toQString(expressions.cpu);
    case kMemory:
        return toQString(expressions.memory);
    case kDisk:
        return toQString(expressions.disk);
    case kNetwork:
        return toQString(expressions.received);
    case kLoad:
        return toQString(expressions.load);
    default:
        return toQString(expressions.temperature);
    }
}

void HostBoard::expect() {
    m_expectant = true;
    for (std::size_t i = 0; i < kCardCount; ++i) {
        m_cards[i]->setParts(std::vector<ValueLabel::Part>(1));
        m_cards[i]->setNote(expectantText());
        if (m_charts[i] != nullptr) {
            m_charts[i]->setData({0, kHostSpan}, {}, kMaxGap);
        }
    }
    m_disks->setDisks({});
    m_cards[kTemperature]->setVisible(m_hasTemperature);
}

void HostBoard::setWaiting(bool waiting) {
    if (std::exchange(m_waiting, waiting) != waiting && m_expectant) {
        expect();
    }
}

QString HostBoard::expectantText() const {
    return m_waiting ? tr("waiting for the first values…") : QString();
}

void HostBoard::show(const HostSnapshot& snapshot) {
    m_expectant = false;
    m_beginning = snapshot.beginsWithin(kBeginning);
    showLine(kCpu, snapshot, snapshot.cpuRatio, Unit::kRatio);
    showLine(kMemory, snapshot, snapshot.memoryUsedRatio, Unit::kRatio);
    showLine(kLoad, snapshot, snapshot.load1, Unit::kNone);
    showLine(kTemperature, snapshot, snapshot.temperatureCelsius, Unit::kCelsius);
    m_hasTemperature = !snapshot.temperatureCelsius.isEmpty();
    m_cards[kTemperature]->setVisible(m_hasTemperature);
    showNetwork(snapshot);
    showDisk(snapshot);
    showNotes(snapshot);
}

void HostBoard::showLine(int place, const HostSnapshot& snapshot, const QPolygonF& line, Unit unit) {
    const auto at = static_cast<std::size_t>(place);
    m_cards[at]->setParts({{QString(), lastOf(line, unit)}});
    m_charts[at]->setData(snapshot.range, line.isEmpty() ? std::vector<QPolygonF>() : std::vector{line}, kMaxGap);
}

void HostBoard::showNetwork(const HostSnapshot& snapshot) {
    const auto& in = snapshot.receivedBytesPerSecond;
    const auto& out = snapshot.sentBytesPerSecond;
    m_cards[kNetwork]->setParts(
        {{tr("in"), lastOf(in, Unit::kBytesPerSecond)}, {tr("out"), lastOf(out, Unit::kBytesPerSecond)}});
    m_charts[kNetwork]->setData(snapshot.range, in.isEmpty() ? std::vector<QPolygonF>() : std::vector{in, out},
                                kMaxGap);
}

void HostBoard::showDisk(const HostSnapshot& snapshot) {
    m_disks->setDisks(snapshot.disks);
    if (snapshot.disks.empty()) {
        m_cards[kDisk]->setParts(std::vector<ValueLabel::Part>(1));
        m_cards[kDisk]->setNote(QString());
        return;
    }
    const auto& fullest = snapshot.disks.front();
    m_cards[kDisk]->setParts({{QString(), ValueFormat::format(fullest.usedRatio(), Unit::kRatio)}});
    const auto mount = isolated(fullest.mountpoint);
    const auto free = ValueFormat::format(fullest.availableBytes, Unit::kBytes).text();
    const auto trend = diskTrend(snapshot.fullestAvailableBytes);
    switch (trend.kind) {
    case DiskTrend::Kind::kMeasuring:
        m_cards[kDisk]->setNote(tr("%1: %2 free, measuring the trend").arg(mount, free));
        return;
    case DiskTrend::Kind::kSteady:
        m_cards[kDisk]->setNote(tr("%1: %2 free, not filling").arg(mount, free));
        return;
    case DiskTrend::Kind::kFilling:
        m_cards[kDisk]->setNote(
            tr("%1: %2 free, full in about %3").arg(mount, free, ValueFormat::duration(trend.secondsLeft)));
        return;
    }
}

void HostBoard::showNotes(const HostSnapshot& snapshot) {
    const QLocale locale;
    const auto unless = [this](bool empty, const QString& note) {
        return empty ? (m_beginning ? expectantText() : QString()) : note;
    };
    m_cards[kCpu]->setNote(
        unless(snapshot.cpuRatio.isEmpty(),
               snapshot.cores ? tr("%Ln core(s)", nullptr, static_cast<int>(*snapshot.cores)) : QString()));
    m_cards[kNetwork]->setNote(unless(snapshot.receivedBytesPerSecond.isEmpty(), tr("all network cards")));
    QString memory;
    if (snapshot.memoryTotalBytes && !snapshot.memoryUsedRatio.isEmpty()) {
        const double used = *snapshot.memoryTotalBytes * snapshot.memoryUsedRatio.last().y();
        memory = tr("%1 of %2")
                     .arg(ValueFormat::format(used, Unit::kBytes).text(),
                          ValueFormat::format(*snapshot.memoryTotalBytes, Unit::kBytes).text());
    }
    m_cards[kMemory]->setNote(memory);
    QString load;
    if (snapshot.load5 && snapshot.load15) {
        load = tr("5 min: %1, 15 min: %2")
                   .arg(locale.toString(*snapshot.load5, 'f', 2), locale.toString(*snapshot.load15, 'f', 2));
    }
    m_cards[kLoad]->setNote(load);
    m_cards[kTemperature]->setNote(tr("hottest sensor"));
}

} // namespace hearth::ui
