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

package org.gradiscope.visualization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.objective.Objective;
import org.gradiscope.optimize.Optimizer;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Warp;

/**
 * The pictures that a part of a network responds to most (Olah et al. 2017, "Feature Visualization"):
 * from noise, an optimizer climbs an objective over the pictures' parameters, under a new small warp at
 * each step. Pictures, warp, network and the way back are one run of the graph.
 */
public final class FeatureVisualizer {

	/** So long a picture may climb what opens closed ReLUs; as lucid. */
	private static final int REDIRECTED_STEPS = 16;

	/** Of 64 pictures of 128x128. */
	private static final int PIXELS = 64 * 128 * 128;

	private final Network network;
	private final FeatureObjective feature;
	private final Objective climbed;
	private final FeatureVisualizationOptions options;
	private final Progress progress;
	private final Parameterization how;
	private final Tensor parameters;
	private final Set<Integer> redirectedAt = new HashSet<>();
	/** The pictures that never had a gradient. */
	private final Set<Integer> still = new HashSet<>();

	private FeatureVisualizer(final Network network, final FeatureObjective feature,
		final FeatureVisualizationOptions options, final Progress progress) {
		this.network = network;
		this.feature = feature;
		this.climbed = options.regularizers().applied(feature.objective());
		this.options = options;
		this.progress = progress;
		this.how = new Parameterization(options.height(), options.width(), colours(), options.basis(),
			options.contrast(),
			options.rows().mapped(network.descriptor().preprocessing().range(), ValueRange.UNIT));
		this.parameters = start();
		IntStream.range(0, feature.count()).forEach(still::add);
	}

	/**
	 * @return pictures in colour, in grey if the network takes grey, or in the channels that it takes
	 * @throws IllegalArgumentException if the network has not what the feature is of
	 * @throws EngineException if the pictures are too small for the network, or nothing that they could
	 *           become changes the objective
	 */
	public static FeatureImages render(final Network network, final FeatureObjective feature,
		final FeatureVisualizationOptions options, final Progress progress) {
		return new FeatureVisualizer(network, feature, options, progress).run();
	}

	/** Several features, one after the other, as if they were one. */
	public static FeatureImages render(final Network network, final List<FeatureObjective> features,
		final FeatureVisualizationOptions options, final Progress progress) {
		final List<FeatureImages> drawn = new ArrayList<>();
		for (final FeatureObjective feature : features)
			drawn.add(render(network, feature, options, features.size() == 1 ? progress
				: new Progress.SubProgress(progress, drawn.size(), features.size())));
		return FeatureImages.joined(drawn);
	}

	/** How many pictures should be drawn in one run; more would gain nothing, and cost memory. */
	public static int together(final FeatureVisualizationOptions options) {
		return Math.max(1, PIXELS / (options.height() * options.width()));
	}

	private ColourBasis colours() {
		final Channels channels = network.descriptor().preprocessing().channels();
		if (channels.drawn() != 3 || channels.areOthers())
			return ColourBasis.identity(channels.drawn());
		return options.decorrelate() ? ColourBasis.PHOTOGRAPHS : ColourBasis.identity(3);
	}

	private Tensor start() {
		final SplittableRandom random = new SplittableRandom(options.seed());
		final Tensor all = Tensor.zeros(how.shape(feature.count()));
		Tensor one = how.start(options.deviation(), random.nextLong());
		for (int i = 0; i < feature.count(); i++) {
			System.arraycopy(one.data(), 0, all.data(), i * one.size(), one.size());
			if (!feature.alike()) one = how.start(options.deviation(), random.nextLong());
		}
		return all;
	}

	private FeatureImages run() {
		final SplittableRandom random = new SplittableRandom(options.seed() + 1);
		final Optimizer optimizer = options.climber().optimizer(parameters.size(), options.rate());
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			final Warp warp = options.warps().next(random, how.height(), how.width());
			final int number = step;
			final double value =
				optimizer.step(parameters.data(), at -> valueAndGradient(at, warp, number));
			progress.report(step, options.steps(),
				String.format(Locale.ROOT, "objective %.4g", value / feature.count()));
			progress.offer(() -> FeatureImages.mosaic(network.paint(how, parameters)));
		}
		final Pixels pictures = network.paint(how, parameters);
		return new FeatureImages(feature.labels(), pictures, values(pictures), redirectedAt.size(),
			still.stream().sorted().map(feature.labels()::get).toList());
	}

	/** Of the pictures; where a position counts, it is one of what was climbed, margin included. */
	private float[] values(final Pixels pictures) {
		if (!feature.objective().expression().isPlaced())
			return network.values(pictures, feature.objective());
		final ParameterizedImage seen =
			new ParameterizedImage(how, parameters, options.warps().still(how.height(), how.width()));
		return network.evaluate(seen, feature.objective(), Backpropagation.PLAIN).values();
	}

	/** The sum over the pictures; each one's gradient is its own. */
	private Optimizer.ValueAndGradient valueAndGradient(final float[] at, final Warp warp,
		final int step) {
		final ParameterizedImage image =
			new ParameterizedImage(how, Tensor.of(parameters.shape(), at), warp);
		final Evaluation evaluation = network.evaluate(image, climbed, Backpropagation.PLAIN);
		final Tensor gradient = evaluation.gradient();
		final Set<Integer> dead = dead(gradient);
		if (step <= REDIRECTED_STEPS && !dead.isEmpty()) {
			redirect(image, gradient, dead);
			redirectedAt.add(step);
			dead.retainAll(dead(gradient));
		}
		still.retainAll(dead);
		if (step == REDIRECTED_STEPS && still.size() == feature.count())
			throw new EngineException(feature.labels().get(0) +
				" does not respond to anything near this picture: the gradient of " + climbed +
				" was zero for " + step + " steps; take another seed or channel.");
		double sum = 0;
		for (final float value : evaluation.values())
			sum += value;
		return new Optimizer.ValueAndGradient(sum, gradient.data());
	}

	/**
	 * Where the whole gradient of a picture is zero because a ReLU is closed everywhere, takes what
	 * would open it, so that the picture can leave the dead region. Where even that is zero, the other
	 * pictures of the run go on.
	 */
	private void redirect(final ParameterizedImage image, final Tensor gradient,
		final Set<Integer> dead) {
		final Tensor open = network.evaluate(image, climbed, Backpropagation.REDIRECTED).gradient();
		final int stride = gradient.size() / feature.count();
		for (final int i : dead)
			System.arraycopy(open.data(), i * stride, gradient.data(), i * stride, stride);
	}

	/** The pictures whose gradient is zero. */
	private Set<Integer> dead(final Tensor gradient) {
		final int stride = gradient.size() / feature.count();
		final Set<Integer> dead = new HashSet<>();
		for (int i = 0; i < feature.count(); i++)
			if (isZero(gradient, i * stride, (i + 1) * stride)) dead.add(i);
		return dead;
	}

	private static boolean isZero(final Tensor tensor, final int from, final int to) {
		for (int i = from; i < to; i++)
			if (tensor.data()[i] != 0) return false;
		return true;
	}
}
