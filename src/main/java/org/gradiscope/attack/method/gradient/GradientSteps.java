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

import java.util.Locale;
import java.util.function.UnaryOperator;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** What the gradient methods share: a loss is asked for, and climbed by steepest steps within the ball. */
final class GradientSteps {

	private final TargetModel model;
	private final Pixels images;
	private final EpsilonBall ball;
	private final Loss loss;
	private final Progress progress;
	private final int total;
	private int done;

	/**
	 * @param images the originals
	 * @param total how many gradients there will be, for the progress
	 */
	GradientSteps(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Loss loss, final Progress progress, final int total) {
		this.model = model;
		this.images = images;
		this.ball = ball;
		this.loss = loss;
		this.progress = progress;
		this.total = total;
	}

	/** The loss at some images, its gradient, and their scores. */
	Answer evaluate(final Tensor current) {
		progress.check();
		final Answer evaluation = model.lossAndGradient(images.with(current), loss);
		progress.report(++done, total, String.format(Locale.ROOT, "loss %.4g", evaluation.values()[0]));
		return evaluation;
	}

	/** Steps of {@code size}, each along the gradient where it is. */
	Tensor steps(final Tensor start, final int steps, final double size) {
		return steps(start, steps, size, UnaryOperator.identity());
	}

	/**
	 * Steps of {@code size}, {@code x_(i+1) = P(x_i + size d_i)}: each in a direction that is made of the
	 * gradient where it is, steepest in the ball's norm, and projected back around the original.
	 */
	Tensor steps(final Tensor start, final int steps, final double size,
		final UnaryOperator<Tensor> direction) {
		Tensor current = start;
		for (int i = 0; i < steps; i++)
			current = ball.step(current, direction.apply(evaluate(current).gradient()), size);
		return current;
	}
}
