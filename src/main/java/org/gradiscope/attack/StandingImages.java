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

package org.gradiscope.attack;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The images of a batch that nothing has fooled yet: one attempt after the other is made on those that
 * still stand, and each image gets the first that fools.
 */
public final class StandingImages {

	/** An attempt on some images of the batch. */
	@FunctionalInterface
	public interface Attempt {

		/**
		 * @param model about these images
		 * @param images {@code [m, h, w, c]}, the originals that stand
		 * @param ball around them
		 * @return perturbed ones, which are projected and judged
		 */
		Tensor on(TargetModel model, Pixels images, EpsilonBall ball);
	}

	private final TargetModel model;
	private final Pixels images;
	private final EpsilonBall ball;
	private final Tensor result;
	private final boolean[] fooled;
	private boolean tried;

	/**
	 * Of images that fool as they are, none stands.
	 *
	 * @param images {@code [n, h, w, c]}, the originals
	 * @param ball around them
	 */
	public StandingImages(final TargetModel model, final Pixels images, final EpsilonBall ball) {
		this.model = model;
		this.images = images;
		this.ball = ball;
		result = images.values().copy();
		fooled = model.fooled(model.scores(images));
	}

	/** Whether all are fooled. */
	public boolean isEmpty() {
		return standing().length == 0;
	}

	private int[] standing() {
		return IntStream.range(0, fooled.length).filter(n -> !fooled[n]).toArray();
	}

	/** Makes an attempt on those that stand; on none, nothing. */
	public void attack(final Attempt attempt) {
		final int[] standing = standing();
		if (standing.length == 0) return;
		final TargetModel some = model.items(standing);
		final Pixels originals = images
			.with(Tensor.batch(Arrays.stream(standing).mapToObj(n -> images.values().item(n)).toList()));
		final EpsilonBall around = ball.items(standing);
		final Tensor found = around.project(attempt.on(some, originals, around));
		final boolean[] now = some.fooled(some.scores(originals.with(found)));
		final int stride = found.size() / standing.length;
		for (int i = 0; i < standing.length; i++) {
			fooled[standing[i]] = now[i];
			if (now[i] || !tried)
				System.arraycopy(found.data(), i * stride, result.data(), standing[i] * stride, stride);
		}
		tried = true;
	}

	/** Of each image the first that fooled; of those that stand what the first attempt gave. */
	public Tensor result() {
		return result;
	}
}
