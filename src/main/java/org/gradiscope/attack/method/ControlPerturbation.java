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

package org.gradiscope.attack.method;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A change as large as an attack's that does not ask the network: what an attack is compared with. Each
 * image moves along a direction of its own, {@code x + t d}, cut to the value range, with the smallest
 * strength t at which the change has the norm epsilon; where none has (a control that ends, pixels
 * without room in the range), with the smallest one that changes most.
 */
sealed interface ControlPerturbation extends BoundedAttack permits Blur, Contrast, Noise {

	/** So near to the wanted norm. */
	double TOLERANCE = 1e-6;

	/**
	 * Where the images move.
	 *
	 * @return in the images' shape
	 */
	Tensor direction(Pixels images);

	/** The largest strength that makes sense. */
	double most();

	@Override
	default Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final float[] direction = direction(images).data();
		final float[] moved = images.values().data().clone();
		final int stride = moved.length / images.count();
		for (int from = 0; from < moved.length; from += stride) {
			progress.check();
			final float[] change = along(new Line(ball, moved, direction, from, from + stride));
			for (int i = 0; i < stride; i++)
				moved[from + i] += change[i];
		}
		return Tensor.of(images.shape(), moved);
	}

	private float[] along(final Line line) {
		double high = Math.min(most(), line.end());
		final double wanted = (1 - TOLERANCE) * Math.min(bound().epsilon(), norm(line.at(high)));
		double low = 0;
		for (int i = 0; i < 50; i++) {
			final double middle = (low + high) / 2;
			if (norm(line.at(middle)) < wanted) low = middle;
			else high = middle;
		}
		return line.at(high);
	}

	private double norm(final float[] change) {
		return bound().norm().of(change, 0, change.length);
	}

	/** What one image can change along its direction. */
	record Line(EpsilonBall ball, float[] values, float[] direction, int from, int to) {

		/** The change at a strength. */
		float[] at(final double strength) {
			final float[] change = new float[to - from];
			for (int i = from; i < to; i++)
				change[i - from] = (float) Math.max(ball.lower(i) - values[i],
					Math.min(ball.upper(i) - values[i], strength * direction[i]));
			return change;
		}

		/** The strength at which nothing changes any more. */
		double end() {
			double end = 0;
			for (int i = from; i < to; i++)
				if (direction[i] != 0) end =
					Math.max(end, (direction[i] > 0 ? ball.upper(i) - values[i] : ball.lower(i) - values[i]) /
						direction[i]);
			return end;
		}
	}
}
