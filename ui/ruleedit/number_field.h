// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <optional>

namespace hearth::ui {

/// Any number, with arrows that step by what the data's size suggests. Reads `90`, `1e9`, `90%` (0.9), `10 GiB`, `5k`.
/// Threads: confined to the GUI thread.
class NumberField : public QAbstractSpinBox {
    Q_OBJECT

  public:
    explicit NumberField(QWidget* parent = nullptr);

    double value() const { return m_value; }
    /// Without valueChanged().
    void setValue(double value);
    void setStep(double step);

    static std::optional<double> parse(const QString& text);

    void stepBy(int steps) override;
    QValidator::State validate(QString& input, int& position) const override;

  signals:
    /// By the person.
    void valueChanged(double value);

  protected:
    StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }

  private:
    void readText();
    void display();

    double m_value = 0;
    double m_step = 1;
};

/// The value moved by `steps` steps, onto a multiple of the step.
double stepped(double value, double step, int steps);

} // namespace hearth::ui
