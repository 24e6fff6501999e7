// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <cstdint>

namespace hearth::ui {

/// What a number counts; decides scale and suffix.
enum class Unit : std::uint8_t {
    kNone,           ///< 12.3 k
    kRatio,          ///< 0 to 1, shown as percent.
    kBytes,          ///< Powers of 1024: KiB, MiB.
    kBytesPerSecond, ///< Powers of 1000: kB/s, MB/s.
    kSeconds,        ///< ns to s, then minutes, hours, days.
    kCelsius,
    kPerSecond,
};

/// A number and its unit apart, so that a card can set them in two sizes.
struct FormattedValue {
    QString number;
    QString unit;

    /// Both with a narrow gap, or the number alone.
    QString text() const;
    bool operator==(const FormattedValue&) const = default;
};

/// Numbers for people, in the current QLocale: three significant digits. The full value belongs into a tooltip.
/// Threads: thread-safe.
class ValueFormat {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::ValueFormat)

  public:
    /// Three significant digits; whole numbers from 100 upwards ("0.00123", "12.3", "1,230").
    static QString threeDigits(double value);
    static FormattedValue format(double value, Unit unit);
    /// All digits that tell this double from its neighbours, without unit.
    static QString full(double value);
    /// Two units at most: "3 d 4 h", "12 min", "40 s".
    static QString duration(double seconds);
};

} // namespace hearth::ui
