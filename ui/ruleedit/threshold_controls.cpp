// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/threshold_controls.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>
#include <cmath>

#include "graph/value_axis.h"
#include "ruleedit/number_field.h"

namespace hearth::ui {
namespace {

constexpr int kNone = -1;
constexpr double kSteps = 100; ///< In the extent, about.
constexpr int kMaxPosition = 10'000;

} // namespace

ThresholdControls::ThresholdControls(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    connectSignals();
    retranslateUi();
    setComparison(std::nullopt, 0);
}

void ThresholdControls::buildUi() {
    m_ops = new QComboBox(this);
    m_ops->addItem(QString(), kNone);
    for (const auto op : kThresholdOps) {
        m_ops->addItem(QString(), static_cast<int>(op));
    }
    m_number = new NumberField(this);
    m_number->setMinimumWidth(110);
    m_shown = new QLabel(this);
    m_shown->setTextFormat(Qt::PlainText);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setMinimumWidth(80);
    m_slider->setPageStep(10);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_ops);
    row->addWidget(m_number);
    row->addWidget(m_shown);
    row->addWidget(m_slider, 1);
}

void ThresholdControls::connectSignals() {
    connect(m_ops, &QComboBox::activated, this, [this] {
        const bool compares = op().has_value();
        m_number->setEnabled(compares);
        m_slider->setEnabled(compares);
        showUnit();
        emit comparisonChosen();
    });
    connect(m_number, &NumberField::valueChanged, this, [this](double value) {
        placeSlider();
        showUnit();
        emit valueMoved(value);
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        m_number->setValue(stepped(m_min, m_step, position));
        showUnit();
        emit valueMoved(m_number->value());
    });
}

void ThresholdControls::retranslateUi() {
    m_ops->setItemText(0, tr("any value", "the comparison of an expression that has none"));
    const std::array names{tr("above"), tr("at least"), tr("below"), tr("at most"), tr("equal to"), tr("other than")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_ops->setItemText(static_cast<int>(i) + 1, names[i]);
    }
    m_ops->setAccessibleName(tr("Comparison"));
    m_ops->setToolTip(tr("How the values are compared with the threshold"));
    m_number->setAccessibleName(tr("Threshold"));
    m_slider->setAccessibleName(tr("Threshold, over the range of the data"));
    showUnit();
}

std::optional<ThresholdOp> ThresholdControls::op() const {
    const int op = m_ops->currentData().toInt();
    return op == kNone ? std::nullopt : std::optional(static_cast<ThresholdOp>(op));
}

double ThresholdControls::value() const {
    return m_number->value();
}

void ThresholdControls::setComparison(std::optional<ThresholdOp> op, double value) {
    m_ops->setCurrentIndex(m_ops->findData(op ? static_cast<int>(*op) : kNone));
    m_number->setEnabled(op.has_value());
    m_slider->setEnabled(op.has_value());
    if (op) {
        setValue(value);
    }
    showUnit();
}

void ThresholdControls::setValue(double value) {
    if (m_number->value() != value || !m_number->hasFocus()) {
        m_number->setValue(value);
    }
    placeSlider();
    showUnit();
}

void ThresholdControls::setExtent(double min, double max, Unit unit) {
    if (!(min <= max)) {
        min = 0;
        max = 100;
    }
    if (min == max) {
        const double around = min == 0 ? 1 : std::abs(min);
        min -= around;
        max += around;
    }
    m_unit = unit;
    m_step = roundStep((max - min) / kSteps, unit);
    m_min = stepped(min, m_step, -5);
    m_max = stepped(max, m_step, 5);
    m_number->setStep(m_step);
    placeSlider();
    showUnit();
}

void ThresholdControls::placeSlider() {
    const QSignalBlocker quiet(m_slider);
    const auto positionOf = [this](double value) {
        return static_cast<int>(std::clamp(std::round((value - m_min) / m_step), 0.0, double(kMaxPosition)));
    };
    m_slider->setRange(0, std::max(1, positionOf(m_max)));
    m_slider->setValue(positionOf(m_number->value()));
}

void ThresholdControls::showUnit() {
    // The number alone says enough where it has no unit.
    const bool shown = m_unit != Unit::kNone && op().has_value();
    m_shown->setVisible(shown);
    m_shown->setText(shown ? tr("= %1", "the threshold with its unit").arg(ValueFormat::format(value(), m_unit).text())
                           : QString());
}

void ThresholdControls::setUsable(bool usable) {
    setEnabled(usable);
}

void ThresholdControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
