#!/usr/bin/env python3
"""What scripts/keras-conformance does in Python.

    keras_conformance.py layers FOLDER            saves the small networks of keras_files.py
    keras_conformance.py applications FOLDER [NAME...]  saves networks of keras.applications
    keras_conformance.py table FOLDER             compares, and prints a table

Beside each file NAME lie NAME.npz, which has Keras' output and gradient, and later NAME.floats, which has
Gradiscope's. Weights are random. The gradient is that of one logit for applications, else of a weighted sum.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

APPLICATIONS = ("MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "ResNet50V2", "DenseNet121", "InceptionV3",
                "Xception", "VGG16", "NASNetMobile", "ConvNeXtTiny")
LOGIT = 7
OUTPUT, CORRELATION = 1e-5, 0.99999


def save_layers(folder):
    import keras_files
    import keras
    import tf_keras
    lines = []
    for case in keras_files.all_cases():
        for generation, K in ((3, keras), (2, tf_keras)):
            if generation not in case.keras:
                continue
            model = case.model(K)
            output, gradient = keras_files.figures(model, case.shapes)
            shapes = [(2, *shape) for shape in case.shapes]
            for ending in ("keras", "h5"):
                if case.build in (keras_files.operators2, keras_files.casts2) and ending == "keras":
                    continue
                name = f"{case.name}.{ending}" if generation == 3 else f"{case.name}.2.{ending}"
                keep(folder, name, model, shapes, output, gradient, lines)
    write_lines(folder, lines)


def save_applications(folder, names):
    import keras
    import tensorflow as tf
    import keras_files
    lines = []
    for name in names or APPLICATIONS:
        keras.utils.clear_session()
        keras.utils.set_random_seed(1)
        model = getattr(keras.applications, name)(weights=None, classifier_activation=None)
        shape = (1, *(side or 224 for side in model.input_shape[1:]))
        image = tf.constant(noise(shape))
        draw_statistics(model)
        with tf.GradientTape() as tape:
            tape.watch(image)
            scores = model(image, training=False)
            logit = scores[0, LOGIT]
        gradient = tape.gradient(logit, image).numpy().reshape(-1)
        for ending in ("keras", "h5"):
            keep(folder, f"{name}.{ending}", model, [shape], scores.numpy().reshape(-1), gradient, lines)
    write_lines(folder, lines)


def noise(shape):
    """An image that repeats nowhere: where pools would choose between equal numbers, rounding would decide."""
    place = np.arange(int(np.prod(shape)), dtype=np.int64)
    return ((place * place * 31 % 65537).astype(np.float32) / np.float32(65537)).reshape(shape)


def draw_statistics(model):
    """Moving statistics that are no zeros and ones, but near: far from them, rounding alone changes gradients."""
    draw = np.random.default_rng(1)
    for weight in model.weights:
        if weight.path.endswith("moving_mean"):
            weight.assign(draw.normal(0, 0.01, weight.shape))
        if weight.path.endswith("moving_variance"):
            weight.assign(draw.uniform(0.9, 1.1, weight.shape))


def keep(folder, name, model, shapes, output, gradient, lines):
    import keras_files
    keras_files.save(model, os.path.join(folder, name))
    np.savez(os.path.join(folder, name + ".npz"), output=output, gradient=gradient)
    ends = [" ".join(keras_files.layer_names(ends)) for ends in (model.inputs, model.outputs)]
    lines.append(" | ".join((name, ends[0], ";".join(",".join(map(str, shape)) for shape in shapes), ends[1])) + "\n")


def write_lines(folder, lines):
    with open(os.path.join(folder, "cases.txt"), "w", encoding="utf-8") as out:
        out.writelines(lines)


def table(folder):
    with open(os.path.join(folder, "outcomes.txt"), encoding="utf-8") as lines:
        outcomes = dict(line.rstrip("\n").split("\t", 1) for line in lines if "\t" in line)
    rows = [(name, *compared(folder, name, outcome)) for name, outcome in outcomes.items()]
    failed = [row for row in rows if not row[1]]
    shown = rows if len(rows) < 50 else failed
    for name, passed, text in shown:
        print(f"| {name} | {'passed' if passed else 'FAILED'} | {text} |")
    print(f"{len(rows) - len(failed)} of {len(rows)} passed")


def compared(folder, name, outcome):
    if outcome != "computed":
        return False, outcome
    wanted = np.load(os.path.join(folder, name + ".npz"))
    found = np.fromfile(os.path.join(folder, name + ".floats"), "<f4")
    count = wanted["output"].size
    if found.size != count + wanted["gradient"].size:
        return False, f"{found.size} numbers in place of {count + wanted['gradient'].size}"
    difference = np.max(np.abs(found[:count] - wanted["output"])) / max(np.max(np.abs(wanted["output"])), 1e-30)
    correlation = correlated(found[count:].astype(float), wanted["gradient"].astype(float))
    return difference <= OUTPUT and correlation > CORRELATION, f"{difference:.1e} | {correlation:.8f}"


def correlated(a, b):
    if not np.any(b):
        return 1.0 if not np.any(a) else 0.0
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def main(what, folder, *names):
    if what == "table":
        table(folder)
        return
    os.makedirs(folder, exist_ok=True)
    if what == "layers":
        save_layers(folder)
    else:
        save_applications(folder, names)


if __name__ == "__main__":
    main(*sys.argv[1:])
