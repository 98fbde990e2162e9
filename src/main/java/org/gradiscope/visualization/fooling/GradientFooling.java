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

package org.gradiscope.visualization.fooling;

import java.util.Locale;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The gradient of a class's log-probability climbed pixel by pixel, without any prior:
 *
 * <pre>
 * g = d log p(target | round(x)) / dx
 * v = 0.9 v + 0.2 g / mean |g|
 * x = clip(x + v)
 * </pre>
 *
 * so that a pixel changes by up to two grey levels a step on average. The momentum (Dong et al. 2018,
 * "Boosting Adversarial Attacks with Momentum") carries it over small hollows. The network is only
 * ever asked about the rounded picture: the one that is found is the one that a file holds.
 */
final class GradientFooling {

	private static final double MOMENTUM = 0.9;
	/** In grey levels, on average over the picture. */
	private static final double STEP = 0.2;

	private final Network network;
	private final int target;
	private final FoolingOptions options;
	private final int channels;
	private final Objective objective;

	private Pixels best;
	private double value = Double.NEGATIVE_INFINITY;

	/** @param channels of the picture */
	GradientFooling(final Network network, final int target, final FoolingOptions options,
		final int channels) {
		this.network = network;
		this.target = target;
		this.options = options;
		this.channels = channels;
		this.objective = Objectives.logProbability(target);
	}

	/** As soon as the confidence is exceeded, or else the best after all steps. */
	FoolingImages.FoolingResult run(final Progress progress) {
		final Pixels start =
			options.start().draw(options.height(), options.width(), channels, options.seed());
		final Tensor picture = start.values();
		final float[] velocity = new float[picture.size()];
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			final Evaluation evaluation = evaluate(start.with(FoolingImages.EightBit.rounded(picture)));
			final double probability = Math.exp(value);
			final Pixels shown = best;
			progress.offer(() -> shown);
			progress.report(step, options.steps(),
				String.format(Locale.ROOT, "%s %.1f %%", label(), 100 * probability));
			if (probability > options.confidence()) {
				final FoolingImages.FoolingResult found =
					FoolingImages.FoolingResult.judge(network, target, best, step);
				if (found.confidence() > options.confidence()) return end(found, progress);
			}
			move(picture, velocity, evaluation.gradient());
		}
		evaluate(start.with(FoolingImages.EightBit.rounded(picture)));
		return FoolingImages.FoolingResult.judge(network, target, best, options.steps() + 1);
	}

	private FoolingImages.FoolingResult end(final FoolingImages.FoolingResult found,
		final Progress progress) {
		progress.report(options.steps(), options.steps(), label());
		return found;
	}

	/**
	 * The gradient; where the whole of it is zero because ReLUs are closed, the one that they let
	 * through.
	 */
	private Evaluation evaluate(final Pixels rounded) {
		final Evaluation evaluation = network.evaluate(rounded, objective);
		if (best == null || evaluation.value() > value) {
			best = rounded;
			value = evaluation.value();
		}
		return magnitude(evaluation.gradient()) != 0 ? evaluation
			: network.evaluate(rounded, objective, Backpropagation.DECONVNET);
	}

	private static double magnitude(final Tensor gradient) {
		double sum = 0;
		for (final float slope : gradient.data())
			sum += Math.abs(slope);
		return sum;
	}

	/** One step, in place. */
	private void move(final Tensor picture, final float[] velocity, final Tensor gradient) {
		final double sum = magnitude(gradient);
		if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) throw new EngineException(
			"Nothing near this picture changes '" + label() + "': the gradient of " + objective +
				" is zero everywhere, or not a number; take another start or seed.");
		final double factor = STEP * gradient.size() / sum;
		final float[] values = picture.data();
		for (int i = 0; i < values.length; i++) {
			velocity[i] = (float) (MOMENTUM * velocity[i] + factor * gradient.data()[i]);
			values[i] = FoolingImages.EightBit.clamped(values[i] + velocity[i]);
		}
	}

	private String label() {
		return network.descriptor().labels().name(target);
	}
}
