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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
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

	/** The same with other labels. */
	public ClosedFormNetwork labelled(final String... labels) {
		final ModelDescriptor named = new ModelDescriptor(descriptor.name(), "", "",
			descriptor.preprocessing(), "", "", Probabilities.SOFTMAX, new Labels(List.of(labels)),
			List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
		return new ClosedFormNetwork(formula, named);
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
	public Answer answer(final Query query) {
		final Pixels pixels = query.pixels().orElseThrow();
		if (query.objective().isPresent()) {
			gradients++;
			images += pixels.count();
		}
		final List<Dual> values = query.objective().isEmpty() ? List.of()
			: query.parts(query.count()).stream().map(this::value).toList();
		return Answer.to(query, fetch -> switch (fetch.kind()) {
			case VALUES -> Dual.values(values);
			case GRADIENT -> Dual.derivatives(values, pixels.shape());
			case ACTIVATION -> scores(pixels);
			default ->
				throw new IllegalArgumentException("The closed form has no layers, so not " + fetch + ".");
		});
	}

	private Dual value(final Query one) {
		final Objective objective = one.objective().orElseThrow();
		final Pixels image = one.pixels().orElseThrow();
		return objective.expression().in(new DualOperations(logits(image), image, objective.fed()));
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

	private Tensor scores(final Pixels pixels) {
		final int classes = descriptor.labels().count();
		final Tensor logits = Tensor.zeros(Shape.of(pixels.count(), classes));
		for (int n = 0; n < pixels.count(); n++)
			for (int k = 0; k < classes; k++)
				logits.data()[n * classes + k] = (float) formula.logits(pixels(pixels.item(n)))[k];
		return logits;
	}

	@Override
	public void close() {}
}
