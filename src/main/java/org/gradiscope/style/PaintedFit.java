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

package org.gradiscope.style;

import java.util.Arrays;
import java.util.Locale;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.optimize.Optimizer;
import org.gradiscope.parameterization.Basis;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Tiles.Tile;

/**
 * Steps over a whole picture as it is painted from parameters around where it starts, all in one run of
 * the graph.
 */
final class PaintedFit {

	/** The root mean square change of a parameter in the first step. */
	private static final double RATE = 0.05;

	private final Network network;
	private final Objective objective;
	private final StyleOptions options;
	private final Parameterization how;
	private final Tensor parameters;
	private final Optimizer optimizer;
	private final Progress progress;
	/** Where the function was asked last, and what it was there: where a step ends, the next begins. */
	private float[] asked;
	private Optimizer.ValueAndGradient answer;

	/** @param start {@code [1, h, w, c]} in 0..1 */
	PaintedFit(final Network network, final Objective objective, final StyleOptions options,
		final Tensor start, final Progress progress) {
		this.network = network;
		this.objective = objective;
		this.options = options;
		this.how = parameterization(start, options.basis()).around(start).periodic(options.periodic());
		this.parameters = how.start(0, options.seed());
		this.optimizer = options.climber().optimizer(parameters.size(), RATE);
		this.progress = progress;
	}

	/** What the network sees of a periodic picture. */
	static Tensor copies(final Tensor picture) {
		final int[] sides = picture.shape().sides();
		return new Tile(0, 0, 2 * sides[0], 2 * sides[1]).cutAround(picture, 0, 0);
	}

	private static Parameterization parameterization(final Tensor start, final Basis basis) {
		final int channels = start.shape().dimension(3);
		final ColourBasis colours = channels == 3 && basis instanceof Basis.FourierBasis
			? ColourBasis.PHOTOGRAPHS : ColourBasis.identity(channels);
		return new Parameterization(start.shape().dimension(1), start.shape().dimension(2), colours,
			basis);
	}

	/** @return {@code [1, h, w, c]} in 0..1 */
	Tensor run() {
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			progress.report(step, options.steps(), String.format(Locale.ROOT, "loss %.4g", step()));
			progress.offer(() -> network.paint(how, parameters));
		}
		return Distances.scaled(network.paint(how, parameters).values(), 1 / 255.0);
	}

	/** One step; gives the loss before it. */
	double step() {
		return -optimizer.step(parameters.data(), this::at);
	}

	private ParameterizedImage painted(final float[] point) {
		return new ParameterizedImage(how, Tensor.of(parameters.shape(), point));
	}

	/** What it sees now. */
	ParameterizedImage painted() {
		return painted(parameters.data());
	}

	private Optimizer.ValueAndGradient at(final float[] point) {
		if (asked != null && Arrays.equals(asked, point)) return answer;
		final Evaluation evaluation =
			network.evaluate(painted(point), objective, Backpropagation.PLAIN);
		asked = point.clone();
		answer = new Optimizer.ValueAndGradient(evaluation.value(), evaluation.gradient().data());
		return answer;
	}
}
