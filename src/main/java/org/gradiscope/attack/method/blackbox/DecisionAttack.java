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

package org.gradiscope.attack.method.blackbox;

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * An attack that knows of a network no more than whether an image fools. It starts from one that does, far
 * from the original, and nears the original along the boundary of what fools. It gives the nearest image
 * of all that were asked about and fooled; the original, where nothing to start from was found.
 */
public sealed interface DecisionAttack extends BlackBoxAttack permits Boundary, HopSkipJump {

	/** In which the image is to be near. */
	Norm norm();

	/** Where it starts. */
	StartImage start();

	/** Of all that is random. */
	long seed();

	/** The same from another start. */
	DecisionAttack withStart(StartImage newStart);

	/** The value range: how small the change is, is the result. */
	@Override
	default Bound bound() {
		return Bound.RANGE;
	}

	/** The nearest image lies on the boundary. */
	@Override
	default boolean isLengthened() {
		return true;
	}

	@Override
	default Tensor perturb(final Oracle oracle, final Pixels image, final EpsilonBall ball) {
		final SplittableRandom random = new SplittableRandom(seed());
		final Decisions decisions = new Decisions(oracle, image, ball, norm());
		final Tensor first = new StartSearch(decisions, random).from(start());
		if (first == null) return image.values();
		near(decisions, first, random);
		return decisions.nearest();
	}

	/**
	 * Nears the original until no query is left.
	 *
	 * @param first that fools, {@code [1, h, w, c]}
	 */
	void near(Decisions decisions, Tensor first, SplittableRandom random);
}
