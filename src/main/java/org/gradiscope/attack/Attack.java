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

import java.util.Optional;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.FreshViews;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A way to perturb images. An attack is an immutable record of its options, whose text is the recipe;
 * it fills in {@link #perturb}. {@link #run} is the only way in and owns what every attack must keep: each
 * result stays within the bound of the <em>original</em> image, inside the value range, and as it was
 * where nothing may change.
 */
public interface Attack {

	/** How far the perturbed image may be from the original. */
	Bound bound();

	/** Of an attack whose result is to hold however it is seen, views that tell whether it does; else empty. */
	default Optional<FreshViews> freshViews() {
		return Optional.empty();
	}

	/**
	 * What is to be said with a result on a network of so many classes, because the attack is another than
	 * its name says then; empty if there is nothing.
	 */
	default String remark(final int classes) {
		return "";
	}

	/**
	 * The attack itself; whatever it gives is projected once more.
	 *
	 * @param images {@code [n, h, w, c]}, the originals, in grey levels
	 * @param ball around them
	 * @return perturbed ones
	 */
	Tensor perturb(TargetModel model, Pixels images, EpsilonBall ball, Progress progress);

	/** Whether a change that is lost where it is saved is made longer, until it fools. */
	default boolean isLengthened() {
		return false;
	}

	/**
	 * Perturbs a batch of images.
	 *
	 * @param images {@code [n, h, w, c]}, in grey levels, as many as the target model counts
	 * @return the perturbed images, real-valued: rounding them to a pixel type is the caller's
	 */
	static Pixels run(final Attack attack, final TargetModel model, final Pixels images,
		final Progress progress) {
		return run(attack, model, images, null, progress);
	}

	/**
	 * Perturbs a batch of images, but only where a mask lets them change.
	 *
	 * @param mask {@code [1, h, w, c]} or the images' shape: what is not 0 may change; null for all
	 */
	static Pixels run(final Attack attack, final TargetModel model, final Pixels images,
		final Tensor mask, final Progress progress) {
		if (images.count() != model.count()) throw new IllegalArgumentException("One criterion for " +
			"each image is needed, but " + model.count() + " were given for " + images.count() + ".");
		final EpsilonBall ball = new EpsilonBall(images, attack.bound(), mask);
		return images.with(ball.project(attack.perturb(model, images, ball, progress)));
	}

	/** The progress of image {@code n} of a batch that is perturbed image by image. */
	static Progress ofImage(final Progress progress, final int n, final int count) {
		return count == 1 ? progress
			: new Progress.SubProgress(progress, n, 1, count, "image " + (n + 1) + " of " + count);
	}
}
