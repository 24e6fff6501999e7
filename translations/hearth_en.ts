<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>hearth::ui::HostBoard</name>
    <message numerus="yes">
        <source>%Ln core(s)</source>
        <translation>
            <numerusform>%Ln core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln target(s) down</source>
        <translation>
            <numerusform>%Ln target down</numerusform>
            <numerusform>%Ln targets down</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::PlotView</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsModel</name>
    <message numerus="yes">
        <source>%Ln up</source>
        <translation>
            <numerusform>%Ln up</numerusform>
            <numerusform>%Ln up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln down</source>
        <translation>
            <numerusform>%Ln down</numerusform>
            <numerusform>%Ln down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsPage</name>
    <message numerus="yes">
        <source>%1 of %Ln target(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln target shown</numerusform>
            <numerusform>%1 of %Ln targets shown</numerusform>
        </translation>
    </message>
</context>
</TS>
