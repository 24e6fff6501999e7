// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "models/value_format.h"
#include "ruleedit/threshold_text.h"

class QComboBox;
class QLabel;
class QSlider;

namespace hearth::ui {

class NumberField;

/// "is [above v] [85]===o===": how the expression's values are compared, if they are.
/// Threads: confined to the GUI thread.
class ThresholdControls : public QWidget {
    Q_OBJECT

  public:
    explicit ThresholdControls(QWidget* parent = nullptr);

    /// Nothing: the expression is no comparison with a number. Neither tells.
    void setComparison(std::optional<ThresholdOp> op, double value);
    void setValue(double value);
    /// What the data reach from and to, and what they count.
    void setExtent(double min, double max, Unit unit);
    /// Where no threshold can be: the expression is wrong.
    void setUsable(bool usable);

    std::optional<ThresholdOp> op() const;
    double value() const;
    double step() const { return m_step; }
    QSlider& slider() { return *m_slider; }
    NumberField& number() { return *m_number; }
    QComboBox& comparison() { return *m_ops; }

  signals:
    /// The person chose another comparison, or none.
    void comparisonChosen();
    /// The person moves the threshold.
    void valueMoved(double value);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void connectSignals();
    void retranslateUi();
    void placeSlider();
    void showUnit();

    double m_min = 0;
    double m_max = 100;
    double m_step = 1;
    Unit m_unit = Unit::kNone;

    QComboBox* m_ops = nullptr;
    NumberField* m_number = nullptr;
    QLabel* m_shown = nullptr;
    QSlider* m_slider = nullptr;
};

} // namespace hearth::ui
