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

package org.gradiscope.attack.method.gradient;

import java.util.Arrays;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.tensor.Tensor;

/**
 * What {@link Apgd} keeps of a batch from step to step: the last two iterates, the one of the largest loss
 * and the gradient there, the one of the largest loss that fools, and each image's size of step.
 */
final class ApgdIterates {

	private final TargetModel model;
	private final BestSoFar best;
	private final BestSoFar fooling;
	private final double[] eta;
	private Tensor before;
	private Tensor current;
	private Tensor gradient;
	private Tensor bestGradient;

	/** @param size of the first step, in the ball's norm */
	ApgdIterates(final TargetModel model, final Tensor start, final Answer at, final double size) {
		this.model = model;
		best = new BestSoFar(start);
		fooling = new BestSoFar(start);
		eta = new double[model.count()];
		Arrays.fill(eta, size);
		current = start;
		bestGradient = at.gradient();
		add(start, at);
	}

	/** {@code P(x + a (z - x) + (1 - a) (x - x_before))}, {@code z} being a steepest step from {@code x}. */
	Tensor next(final EpsilonBall ball, final double momentum) {
		final float[] z = ball.step(current, gradient, eta).data();
		final float[] next = new float[z.length];
		for (int i = 0; i < next.length; i++) {
			final double x = current.data()[i];
			next[i] = (float) (x + momentum * (z[i] - x) + (1 - momentum) * (x - before.data()[i]));
		}
		return ball.project(Tensor.of(current.shape(), next));
	}

	/** What has been found at the next iterate. */
	void add(final Tensor next, final Answer at) {
		before = current;
		current = next;
		gradient = at.gradient();
		bestGradient = BestSoFar.select(best.update(next, at.values()), gradient, bestGradient);
		final float[] loss = at.values().clone();
		final boolean[] fooled = model.fooled(at.scores());
		for (int n = 0; n < loss.length; n++)
			if (!fooled[n]) loss[n] = Float.NEGATIVE_INFINITY;
		fooling.update(next, loss);
	}

	/** Halves the step of some images, which go on from where their loss was the largest. */
	void halve(final boolean[] which) {
		for (int n = 0; n < which.length; n++)
			if (which[n]) eta[n] /= 2;
		current = BestSoFar.select(which, best.images(), current);
		gradient = BestSoFar.select(which, bestGradient, gradient);
	}

	/** Of each image the iterate of the largest loss that fools, or of all if there is none. */
	Tensor result() {
		final boolean[] none = new boolean[model.count()];
		for (int n = 0; n < none.length; n++)
			none[n] = fooling.value(n) == Float.NEGATIVE_INFINITY;
		return BestSoFar.select(none, best.images(), fooling.images());
	}
}
