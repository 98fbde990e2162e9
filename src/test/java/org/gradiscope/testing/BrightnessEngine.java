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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
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
 * over the image, the logits are {@code 10 (1 - m)} for "dark" and {@code 10 m} for "bright". The layer
 * "units" is the image: objectives see {@code u}, its activations are given in grey levels. It knows
 * the objectives of the logits, and the layer and the channel of "units".
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
	public Model create(final Architecture architecture, final String name, final long seed) {
		throw new EngineException("A closed form learns nothing.");
	}

	private final class Brightness implements Network {

		private boolean closed;

		@Override
		public ModelDescriptor descriptor() {
			return DESCRIPTOR;
		}

		@Override
		public Answer answer(final Query query) {
			final Pixels images =
				query.painted().map(this::painted).orElseGet(() -> query.pixels().orElseThrow());
			if (!query.fetches().equals(Set.of(Fetch.PICTURES))) check(images);
			if (query.isBackward()) evaluations.incrementAndGet();
			final List<Dual> values = query.objective().isEmpty() ? List.of()
				: IntStream.range(0, images.count())
					.mapToObj(n -> value(query.objective().orElseThrow().items(n, n + 1), images.item(n)))
					.toList();
			return Answer.to(query, fetch -> switch (fetch.kind()) {
				case VALUES -> Dual.values(values);
				case GRADIENT -> query.painted()
					.map(parameters -> toParameters(parameters, images, gradient(values, images)))
					.orElseGet(() -> gradient(values, images));
				case LAYER_GRADIENT -> {
					final float[] gradient = gradient(values, images).data();
					yield byPixel(images, i -> gradient[i] * images.range().extent());
				}
				case EXPRESSION -> throw new UnsupportedOperationException();
				case ACTIVATION -> fetch.equals(Fetch.SCORES) ? scores(images) : images.values();
				case RELEVANCE -> {
					final float[] gradient = gradient(values, images).data();
					yield byPixel(images,
						i -> gradient[i] * (images.values().data()[i] - images.range().min()));
				}
				case BIAS_RELEVANCE -> Tensor.zeros(Shape.of(1));
				case MULTIPLIERS -> gradient(values, images);
				case WEIGHT_GRADIENT -> throw new UnsupportedOperationException();
				case PICTURES -> images.values();
			});
		}

		private Tensor gradient(final List<Dual> values, final Pixels images) {
			return Dual.derivatives(values, images.shape());
		}

		private Tensor byPixel(final Pixels images, final IntFunction<Float> each) {
			final Tensor tensor = Tensor.zeros(images.shape());
			for (int i = 0; i < tensor.size(); i++)
				tensor.data()[i] = each.apply(i);
			return tensor;
		}

		/** An objective on one image, with its derivative by each pixel. */
		private Dual value(final Objective objective, final Pixels image) {
			final int n = image.values().size();
			final double mean = mean(image);
			final double slope = 1.0 / n / image.range().extent();
			final double[][] slopes = new double[2][n];
			if (objective.equals(Objectives.channel("units", 0))) {
				Arrays.fill(slopes[0], slope);
				return new Dual(new double[] { mean }, slopes);
			}
			if (objective.equals(Objectives.layer("units"))) {
				double sum = 0;
				for (int i = 0; i < n; i++) {
					sum += unit(image, i) * unit(image, i);
					slopes[0][i] = 2 * unit(image, i) * slope;
				}
				return new Dual(new double[] { sum / n }, slopes);
			}
			if (!Set.of(Expression.LOGITS).containsAll(objective.expression().layers()))
				throw new IllegalArgumentException("The closed form does not know " + objective + ".");
			Arrays.fill(slopes[0], -10 * slope);
			Arrays.fill(slopes[1], 10 * slope);
			return objective.expression().in(new DualOperations(
				new Dual(new double[] { 10 * (1 - mean), 10 * mean }, slopes), image, objective.fed()));
		}

		/** Whatever the basis, each pixel is the sigmoid of a parameter of its own; nothing is warped. */
		private Pixels painted(final ParameterizedImage image) {
			final Parameterization how = image.parameterization();
			final Tensor parameters = image.parameters();
			final int count = image.count();
			final Tensor pictures =
				Tensor.zeros(Shape.of(count, how.height(), how.width(), how.colours().channels()));
			final int size = pictures.size() / count;
			for (int i = 0; i < pictures.size(); i++)
				pictures.data()[i] = (float) (255 /
					(1 + Math.exp(-parameters.data()[i / size * (parameters.size() / count) + i % size])));
			return new Pixels(pictures, ValueRange.EIGHT_BIT);
		}

		private Tensor toParameters(final ParameterizedImage image, final Pixels pictures,
			final Tensor seen) {
			final Tensor gradient = Tensor.zeros(image.parameters().shape());
			final int size = pictures.values().size() / pictures.count();
			for (int i = 0; i < pictures.values().size(); i++) {
				final float value = pictures.values().data()[i];
				gradient.data()[i / size * (gradient.size() / pictures.count()) + i % size] =
					seen.data()[i] * value * (255 - value) / 255;
			}
			return gradient;
		}

		private Tensor scores(final Pixels images) {
			final Tensor logits = Tensor.zeros(Shape.of(images.count(), 2));
			for (int n = 0; n < images.count(); n++) {
				final float mean = (float) mean(images.item(n));
				logits.data()[2 * n] = 10 * (1 - mean);
				logits.data()[2 * n + 1] = 10 * mean;
			}
			return logits;
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
