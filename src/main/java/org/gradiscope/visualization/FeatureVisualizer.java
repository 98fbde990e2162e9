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

import java.util.Locale;
import java.util.SplittableRandom;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.Channels;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.optimize.Adam;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.FourierImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.RandomWarp;
import org.gradiscope.transform.Warp;

/**
 * The picture that a channel responds to most (Olah et al. 2017, "Feature Visualization"): from
 * noise, Adam climbs the channel's mean activation over the image's frequencies, under a new small
 * warp at each step.
 */
public final class FeatureVisualizer {

	/** Lucid's. */
	private static final double RATE = 0.05;

	private FeatureVisualizer() {}

	/**
	 * @return {@code [1, size, size, c]} in 0..255, in colour unless the network takes grey
	 * @throws IllegalArgumentException if there is no such layer or channel
	 * @throws EngineException if nothing that the picture could become changes the channel
	 */
	public static Pixels render(final Network network, final FeatureVisualizationOptions options,
		final Progress progress) {
		final Objective objective = objective(options);
		final FourierImage canvas = new FourierImage(options.size(), options.size(), basis(network));
		final SplittableRandom random = new SplittableRandom(options.seed());
		final float[] parameters = canvas.start(random.nextLong());
		final Adam adam = new Adam(parameters.length, RATE);
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			final Pixels image = canvas.image(parameters);
			final Warp warp = RandomWarp.STANDARD.next(random, image.height(), image.width());
			final Evaluation evaluation = evaluate(network, warp.apply(image), objective);
			adam.climb(parameters, canvas.gradient(image, warp.adjoint(evaluation.gradient())));
			progress.report(step, options.steps(), String.format(Locale.ROOT, "objective %.4g", evaluation
				.value()));
			progress.offer(() -> canvas.image(parameters));
		}
		return canvas.image(parameters);
	}

	/** What is climbed. */
	public static Objective objective(final FeatureVisualizationOptions options) {
		return Objectives.channel(options.layer(), options.channel());
	}

	private static ColourBasis basis(final Network network) {
		return network.descriptor().preprocessing().channels() == Channels.GREY ? ColourBasis.GREY
			: ColourBasis.PHOTOGRAPHS;
	}

	/**
	 * The gradient; where the whole of it is zero because a rectifier is closed everywhere, the one that
	 * rectifiers let through, so that the picture can leave the dead region.
	 */
	private static Evaluation evaluate(final Network network, final Pixels image,
		final Objective objective) {
		final Evaluation plain = network.evaluate(image, objective);
		if (!isZero(plain.gradient())) return plain;
		final Evaluation open = network.evaluate(image, objective, Backpropagation.DECONVNET);
		if (!isZero(open.gradient())) return open;
		throw new EngineException("The channel does not respond to anything near this picture: the " +
			"gradient of " + objective + " is zero; take another seed or channel.");
	}

	private static boolean isZero(final Tensor tensor) {
		for (final float value : tensor.data())
			if (value != 0) return false;
		return true;
	}
}
