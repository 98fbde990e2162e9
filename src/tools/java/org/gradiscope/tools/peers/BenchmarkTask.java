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

package org.gradiscope.tools.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.IntegratedGradients;
import org.gradiscope.attribution.NoiseTunnel;
import org.gradiscope.attribution.Occlusion;
import org.gradiscope.attribution.Rise;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.style.Restyler;
import org.gradiscope.style.Style;
import org.gradiscope.style.StyleLayers;
import org.gradiscope.style.StyleOptions;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.transform.Roll;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;

/** The work that is timed, on images of noise, each kind with its sizes. */
enum BenchmarkTask {

	/** One gradient of a logit; the batch, and the side of the images where it is not the network's. */
	GRADIENT {

		@Override
		Runnable of(final Network network, final int... sizes) {
			final Pixels images =
				sizes.length > 1 ? noise(network, sizes[0], sizes[1]) : images(network, sizes[0]);
			return () -> network.evaluate(images, LOGIT);
		}
	},

	/** The gradient of the mean of a layer; the number of the layer, in percent of all. */
	LAYER_GRADIENT {

		@Override
		Runnable of(final Network network, final int... sizes) {
			final List<Layer> layers = network.descriptor().layers();
			final Layer layer = layers.get((layers.size() - 1) * sizes[0] / 100);
			final Pixels image = images(network, 1);
			return () -> network.evaluate(image, Objectives.layer(layer.name()));
		}
	},

	/** The gradient of the logit of a class that nobody has asked for. */
	ANOTHER_CLASS {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return anotherClass(network, GradientMethod.GRADIENT, 0);
		}
	},

	/** Guided backprop, of a class that nobody has asked for. */
	ANOTHER_METHOD {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return anotherClass(network, GradientMethod.GUIDED_BACKPROP, 1);
		}
	},

	/** The number of samples. */
	SMOOTHGRAD {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attribution(network,
				NoiseTunnel.of(NoiseTunnel.Kind.SMOOTHGRAD).withSamples(sizes[0]));
		}
	},

	/** The number of steps. */
	INTEGRATED_GRADIENTS {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attribution(network, new IntegratedGradients(Baseline.Standard.BLACK, sizes[0]));
		}
	},

	/** The window and the stride, in pixels. */
	OCCLUSION {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attribution(network, new Occlusion(sizes[0], sizes[1], Baseline.Standard.BLACK));
		}
	},

	/** The number of masks. */
	RISE {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attribution(network, new Rise(sizes[0], 7, 0.5, 1));
		}
	},

	/** The number of images, and of steps. */
	PGD {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attack(network, Pgd.of(new Bound(Norm.LINF, EPSILON)).withSteps(sizes[1]), sizes[0]);
		}
	},

	/** The number of images, and of steps. */
	CARLINI_WAGNER {

		@Override
		Runnable of(final Network network, final int... sizes) {
			return attack(network,
				CarliniWagner.usual().withSearches(1).withSteps(sizes[1]).withAbortEarly(false), sizes[0]);
		}
	},

	/** The side of the image, the number of octaves, and of steps. */
	DEEP_DREAM {

		@Override
		Runnable of(final Network network, final int... sizes) {
			final Pixels image = noise(network, 1, sizes[0]);
			final DeepDreamOptions options =
				DeepDreamOptions.of(dreamt(network)).withOctaves(sizes[1]).withSteps(sizes[2]);
			return () -> DeepDreamer.dream(network, image, options, Progress.NONE);
		}
	},

	/** The side of the image and of the style, and the number of steps. */
	STYLE_TRANSFER {

		@Override
		Runnable of(final Network network, final int... sizes) {
			final Pixels image = noise(network, 1, sizes[0]);
			final Style style = Style.of(image.with(Roll.of(image.values(), 5, 9)));
			final Map<String, Double> auto = Map.of("auto", 1.0);
			final StyleOptions options =
				StyleOptions.of("", "").withContent(StyleLayers.content(network.descriptor(), auto))
					.withLayers(StyleLayers.style(network.descriptor(), auto)).withSteps(sizes[1])
					.withStart(StyleOptions.Start.NOISE).withBasis(new Basis.PixelBasis());
			return () -> Restyler.restyle(network, image, style, options, Progress.NONE);
		}
	},

	/** A step by all kernels and biases; the number of images. */
	TRAINING {

		@Override
		Runnable of(final Network network, final int... sizes) {
			final Pixels images = images(network, sizes[0]);
			final Examples examples =
				new Examples(images, IntStream.range(0, images.count()).map(i -> i % CLASSES).toArray());
			final Trainer trainer =
				new Trainer(network.weights().trainable(network.weights().trainableLayers()),
					TrainingOptions.of(STEPS).withRate(RATE));
			return () -> trainer.step(examples);
		}
	};

	private static final Objective LOGIT = Objectives.logit(7);
	/** In grey levels. */
	private static final double EPSILON = 8;
	/** Of a network that takes any size. */
	private static final int USUAL_SIDE = 224;
	/** So few that all networks have as many. */
	private static final int CLASSES = 10;
	/** More than are timed. */
	private static final int STEPS = 1 << 20;
	/** So small that the weights stay about as they are. */
	private static final double RATE = 1e-6;
	/** What scripts/peers/networks.py calls the layer for Deep Dream. */
	private static final String DREAM = "dream";

	/**
	 * @param sizes as the task says
	 * @return what is timed; whatever is the same in each repetition is done before
	 */
	abstract Runnable of(Network network, int... sizes);

	/** @throws IllegalArgumentException if there is no such task */
	static BenchmarkTask named(final String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	private static Runnable anotherClass(final Network network, final GradientMethod method,
		final int first) {
		final Pixels image = images(network, 1);
		final int[] next = { first };
		return () -> {
			method.attribute(network, image, Objectives.logit(next[0]));
			next[0] += 2;
		};
	}

	private static Runnable attribution(final Network network, final AttributionMethod method) {
		final Pixels image = images(network, 1);
		return () -> method.attribute(network, image, LOGIT);
	}

	private static Runnable attack(final Network network, final Attack attack, final int count) {
		final Pixels images = images(network, count);
		final List<Criterion.Misclassification> criteria = Prediction.of(network, images).stream()
			.map(prediction -> new Criterion.Misclassification(prediction.best())).toList();
		return () -> Attack.run(attack, new NetworkTargetModel(network, criteria), images,
			Progress.NONE);
	}

	private static String dreamt(final Network network) {
		return network.descriptor().layers().stream().anyMatch(layer -> layer.name().equals(DREAM))
			? DREAM : "auto";
	}

	/** Of the network's own size. */
	private static Pixels images(final Network network, final int count) {
		final InputSize size = network.descriptor().preprocessing().size();
		return noise(network, count, size.fixed() ? size.height() : USUAL_SIDE);
	}

	private static Pixels noise(final Network network, final int count, final int side) {
		final int channels = network.descriptor().preprocessing().channels().count();
		final Tensor values = Tensor.zeros(Shape.of(count, side, side, channels));
		final SplittableRandom random = new SplittableRandom(1);
		IntStream.range(0, values.size())
			.forEach(i -> values.data()[i] = (float) (255 * random.nextDouble()));
		return new Pixels(values, ValueRange.EIGHT_BIT);
	}
}
