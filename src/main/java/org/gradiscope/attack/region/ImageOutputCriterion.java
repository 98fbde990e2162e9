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

package org.gradiscope.attack.region;

import java.util.EnumMap;
import java.util.Map;

import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.RegionCriterion;
import org.gradiscope.objective.Objective;

/** A criterion about a region of a picture; its objectives are made, and so compiled, once. */
abstract class ImageOutputCriterion implements RegionCriterion {

	/** The part of a region that usually has to be another. */
	public static final double MOST = 0.5;

	/** A region nearer to the background, as a fraction of what the map's values span, is none. */
	private static final double FLAT = 1e-3;

	final ImageOutput picture;
	final double fraction;
	private final Map<Loss, Objective> objectives = new EnumMap<>(Loss.class);

	ImageOutputCriterion(final ImageOutput picture, final double fraction) {
		this.picture = picture;
		this.fraction = fraction;
		if (!(fraction > 0 && fraction < 1)) throw new IllegalArgumentException(
			"The part of a region is a fraction between 0 and 1, but " + fraction + " was given.");
	}

	@Override
	public final synchronized Objective objective(final Loss loss) {
		if (loss == Loss.DLR) throw new IllegalArgumentException(
			"A region has no loss " + loss + "; take the cross-entropy or the margin.");
		return objectives.computeIfAbsent(loss, this::make);
	}

	abstract Objective make(Loss loss);

	/** @throws IllegalArgumentException if the region of a map is no other than the background */
	static void requireObject(final double contrast, final ImageOutput picture) {
		if (!(contrast > FLAT * picture.span())) throw new IllegalArgumentException(
			"A region that differs from the background of the network's output is expected, but this " +
				"does not; select what the network shows there.");
	}

	/** Without the picture. */
	@Override
	public String toString() {
		return getClass().getSimpleName() + "[fraction=" + fraction + "]";
	}
}
