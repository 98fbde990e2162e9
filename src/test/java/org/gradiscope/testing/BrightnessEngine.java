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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.LayerEvaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.Trainer;
import org.gradiscope.engine.TrainingOptions;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * An engine of one network in closed form. With {@code u} the pixels in 0..1 and {@code m} their mean
 * over the image, the logits are {@code 10 (1 - m)} for "dark" and {@code 10 m} for "bright"; the layer
 * "units" has the activations {@code u}. It knows the objectives logit, log-probability, layer and
 * channel.
 */
public final class BrightnessEngine implements Engine {

	/** The model, whose name is "brightness" and whose smallest image is 8x8. */
	public static final Model MODEL =
		new Model(Description.NONE.with(Fact.NAME, "brightness", "the test"),
			new ModelSource.Graph(new byte[] { 1, 2, 3 })).verified();

	private static final ModelDescriptor DESCRIPTOR =
		new ModelDescriptor("brightness", MODEL.source().sha256(), "input",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(8, 8)), "logits", "logits",
			Probabilities.SOFTMAX, new Labels(List.of("dark", "bright")),
			List.of(new Layer("units", "units", "Identity", List.of(-1, -1, 1), 1, 1, 0, true)), Map.of(),
			Map.of("licence", "none"), Map.of("name", "the test"), Map.of(), List.of());

	/** How many networks are open. */
	public final AtomicInteger open = new AtomicInteger();

	/** How many gradients were taken. */
	public final AtomicInteger evaluations = new AtomicInteger();

	@Override
	public Network open(final Model model) {
		open.incrementAndGet();
		return new Brightness();
	}

	@Override
	public Trainer trainer(final Architecture architecture, final TrainingOptions options) {
		throw new EngineException("A closed form learns nothing.");
	}

	private final class Brightness implements Network {

		private boolean closed;

		@Override
		public ModelDescriptor descriptor() {
			return DESCRIPTOR;
		}

		@Override
		public Evaluation evaluate(final Pixels images, final Objective objective,
			final Backpropagation rule) {
			check(images);
			evaluations.incrementAndGet();
			if (objective.fed().isPresent()) return byImage(images, objective);
			final Tensor gradient = Tensor.zeros(images.shape());
			final int n = images.values().size();
			final float extent = images.range().extent();
			if (objective.equals(Objectives.layer("units"))) {
				for (int i = 0; i < n; i++)
					gradient.data()[i] = 2 * unit(images, i) / n / extent;
				return new Evaluation(new float[1], gradient);
			}
			final double slope = slope(objective, mean(images));
			java.util.Arrays.fill(gradient.data(), (float) (slope / n / extent));
			return new Evaluation(new float[] { (float) (slope * mean(images)) }, gradient);
		}

		/** Each image of a batch by forward differentiation. */
		private Evaluation byImage(final Pixels images, final Objective objective) {
			final float[] values = new float[images.count()];
			final Tensor gradient = Tensor.zeros(images.shape());
			final int pixels = gradient.size() / values.length;
			for (int n = 0; n < values.length; n++) {
				final double mean = mean(images.item(n));
				final double[][] slopes = new double[2][pixels];
				java.util.Arrays.fill(slopes[0], -10.0 / pixels / images.range().extent());
				java.util.Arrays.fill(slopes[1], 10.0 / pixels / images.range().extent());
				final Dual value = objective.expression()
					.in(new DualOperations(new Dual(new double[] { 10 * (1 - mean), 10 * mean }, slopes),
						images.item(n), objective.item(n).fed()));
				values[n] = (float) value.value(0);
				for (int i = 0; i < pixels; i++)
					gradient.data()[n * pixels + i] = (float) value.derivative(0, i);
			}
			return new Evaluation(values, gradient);
		}

		/** Whatever the basis, each pixel is the sigmoid of a parameter of its own; nothing is warped. */
		@Override
		public Pixels paint(final Parameterization how, final Tensor parameters) {
			final int count = parameters.shape().dimension(0);
			final Tensor pictures =
				Tensor.zeros(Shape.of(count, how.height(), how.width(), how.colours().channels()));
			final int size = pictures.size() / count;
			for (int i = 0; i < pictures.size(); i++)
				pictures.data()[i] = (float) (255 /
					(1 + Math.exp(-parameters.data()[i / size * (parameters.size() / count) + i % size])));
			return new Pixels(pictures, ValueRange.EIGHT_BIT);
		}

		@Override
		public Evaluation evaluate(final ParameterizedImage image, final Objective objective,
			final Backpropagation rule) {
			final Pixels pictures = paint(image.parameterization(), image.parameters());
			final Evaluation seen = evaluate(pictures, objective, rule);
			final Tensor gradient = Tensor.zeros(image.parameters().shape());
			final int size = pictures.values().size() / pictures.count();
			for (int i = 0; i < pictures.values().size(); i++) {
				final float value = pictures.values().data()[i];
				gradient.data()[i / size * (gradient.size() / pictures.count()) + i % size] =
					seen.gradient().data()[i] * value * (255 - value) / 255;
			}
			return new Evaluation(seen.values(), gradient);
		}

		@Override
		public float[] values(final Pixels images, final Objective objective) {
			check(images);
			final float[] values = new float[images.count()];
			for (int n = 0; n < values.length; n++)
				values[n] = (float) value(objective, mean(images.item(n)));
			return values;
		}

		private double value(final Objective objective, final double mean) {
			for (final int target : new int[] { 0, 1 }) {
				final double probability = 1 / (1 + Math.exp((target == 0 ? -1 : 1) * (10 - 20 * mean)));
				if (objective.equals(Objectives.channel("units", 0))) return mean;
				if (objective.equals(Objectives.logit(target))) return 10 * (target == 0 ? 1 - mean : mean);
				if (objective.equals(Objectives.probability(target))) return probability;
				if (objective.equals(Objectives.logProbability(target))) return Math.log(probability);
			}
			throw new IllegalArgumentException("The closed form does not know " + objective + ".");
		}

		/** The layer is the image in 0..1. */
		@Override
		public LayerEvaluation evaluateAt(final String layer, final Pixels images,
			final Objective objective) {
			final Evaluation evaluation = evaluate(images, objective, Backpropagation.PLAIN);
			final Tensor units = Tensor.zeros(images.shape());
			final Tensor gradient = evaluation.gradient().copy();
			for (int i = 0; i < units.size(); i++) {
				units.data()[i] = unit(images, i);
				gradient.data()[i] *= images.range().extent();
			}
			return new LayerEvaluation(evaluation.values(), units, gradient);
		}

		/** One layer, in which each pixel has its share of the logit. */
		@Override
		public Relevance relevance(final Pixels image, final Objective objective,
			final RelevanceRules rules) {
			final Evaluation evaluation = evaluate(image, objective, Backpropagation.PLAIN);
			final Tensor map = evaluation.gradient().copy();
			for (int i = 0; i < map.size(); i++)
				map.data()[i] *= image.values().data()[i] - image.range().min();
			return new Relevance(evaluation.value(), map, 0);
		}

		/** The derivative with respect to the mean. */
		private double slope(final Objective objective, final double mean) {
			final double bright = 1 / (1 + Math.exp(10 - 20 * mean));
			for (final int sign : new int[] { -1, 1 }) {
				final int target = sign < 0 ? 0 : 1;
				final double log = sign * 20 * (target == 0 ? bright : 1 - bright);
				if (objective.equals(Objectives.channel("units", 0))) return 1;
				if (objective.equals(Objectives.logit(target))) return 10 * sign;
				if (objective.equals(Objectives.logProbability(target))) return log;
				if (objective.equals(Objectives.logProbability(target).negate())) return -log;
			}
			throw new IllegalArgumentException("The closed form does not know " + objective + ".");
		}

		@Override
		public Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
			check(images);
			final Tensor logits = Tensor.zeros(Shape.of(images.count(), 2));
			for (int n = 0; n < images.count(); n++) {
				final float mean = (float) mean(images.item(n));
				logits.data()[2 * n] = 10 * (1 - mean);
				logits.data()[2 * n + 1] = 10 * mean;
			}
			final Map<String, Tensor> activations = new LinkedHashMap<>();
			for (final String layer : layers)
				activations.put(layer, layer.equals(Expression.LOGITS) ? logits : images.values());
			return activations;
		}

		private double mean(final Pixels images) {
			double sum = 0;
			for (int i = 0; i < images.values().size(); i++)
				sum += unit(images, i);
			return sum / images.values().size();
		}

		private float unit(final Pixels images, final int i) {
			return (images.values().data()[i] - images.range().min()) / images.range().extent();
		}

		private void check(final Pixels images) {
			if (closed) throw new IllegalStateException("The network is closed.");
			if (images.width() < 8 || images.height() < 8)
				throw new EngineException("The image is too small for brightness: from 8x8 up.");
		}

		@Override
		public void close() {
			if (!closed) open.decrementAndGet();
			closed = true;
		}
	}
}
