/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.testing;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.LayerEvaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * A network whose logits and their derivatives are given as formulas, so that methods can be checked
 * against mathematics without TensorFlow. It counts the gradients that it is asked for.
 */
public final class ClosedFormNetwork implements Network {

	/** The logits of one image and their derivatives. */
	public interface Formula {

		/** One logit per class. */
		double[] logits(double[] pixels);

		/** One row per class, one column per pixel. */
		double[][] jacobian(double[] pixels);
	}

	private final ModelDescriptor descriptor;
	private final Formula formula;
	private int gradients;
	private int images;

	public ClosedFormNetwork(final int classes, final Formula formula) {
		this(formula, descriptor(classes, InputSize.atLeast(1, 1)));
	}

	private ClosedFormNetwork(final Formula formula, final ModelDescriptor descriptor) {
		this.formula = formula;
		this.descriptor = descriptor;
	}

	private static ModelDescriptor descriptor(final int classes, final InputSize size) {
		final List<String> labels = IntStream.range(0, classes).mapToObj(i -> "class" + i).toList();
		return new ModelDescriptor("closed-form", "", "",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, size), "", "", Probabilities.SOFTMAX,
			new Labels(labels), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
	}

	/** The same, taking other sizes. */
	public ClosedFormNetwork taking(final InputSize size) {
		return new ClosedFormNetwork(formula, descriptor(descriptor.labels().count(), size));
	}

	/** Logits {@code m x}, one row of {@code m} per class. */
	public static ClosedFormNetwork linear(final double[]... m) {
		return new ClosedFormNetwork(m.length, new Formula() {

			@Override
			public double[] logits(final double[] x) {
				final double[] z = new double[m.length];
				for (int k = 0; k < z.length; k++)
					for (int i = 0; i < x.length; i++)
						z[k] += m[k][i] * x[i];
				return z;
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return m;
			}
		});
	}

	/** Of how many images gradients or values were asked for so far. */
	public int images() {
		return images;
	}

	/** How many gradients were asked for so far. */
	public int gradients() {
		return gradients;
	}

	@Override
	public ModelDescriptor descriptor() {
		return descriptor;
	}

	@Override
	public Evaluation evaluate(final Pixels pixels, final Objective objective,
		final Backpropagation rule) {
		gradients++;
		images += pixels.count();
		final float[] values = new float[pixels.count()];
		final Tensor gradient = Tensor.zeros(pixels.shape());
		final int stride = gradient.size() / values.length;
		for (int n = 0; n < values.length; n++) {
			final Dual value = objective.expression()
				.in(new DualOperations(logits(pixels.item(n)), pixels.item(n), objective.item(n).fed()));
			values[n] = (float) value.value(0);
			for (int i = 0; i < stride; i++)
				gradient.data()[n * stride + i] = (float) value.derivative(0, i);
		}
		return new Evaluation(values, gradient);
	}

	@Override
	public LayerEvaluation evaluateAt(final String layer, final Pixels images,
		final Objective objective) {
		throw new IllegalArgumentException("The closed form has no layers, so no " + layer + ".");
	}

	@Override
	public Relevance relevance(final Pixels image, final Objective objective,
		final RelevanceRules rules) {
		throw new IllegalArgumentException("The closed form has no layers, so no relevance in them.");
	}

	private Dual logits(final Pixels image) {
		final double[] pixels = pixels(image);
		return new Dual(formula.logits(pixels), formula.jacobian(pixels));
	}

	private static double[] pixels(final Pixels image) {
		final double[] pixels = new double[image.values().size()];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = image.values().data()[i];
		return pixels;
	}

	@Override
	public Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
		final int classes = descriptor.labels().count();
		final Tensor logits = Tensor.zeros(Shape.of(images.count(), classes));
		for (int n = 0; n < images.count(); n++)
			for (int k = 0; k < classes; k++)
				logits.data()[n * classes + k] = (float) formula.logits(pixels(images.item(n)))[k];
		return new HashMap<>(Collections.singletonMap(layers.get(0), logits));
	}

	@Override
	public void close() {}
}
