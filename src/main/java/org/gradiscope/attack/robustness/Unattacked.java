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

package org.gradiscope.attack.robustness;

import java.util.List;

import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;

/**
 * Images of a curve that count as right though nobody attacked them: a method that asks for decisions alone
 * starts from noise that fools, and there was none.
 *
 * @param curve its name
 * @param images how many
 * @param total how many images there are
 */
public record Unattacked(String curve, int images, int total) {

	/** One for each curve that has such images. */
	public static List<Unattacked> of(final List<Point> points) {
		return points.stream().filter(point -> point.unattacked() > 0)
			.map(point -> new Unattacked(point.curve(), point.unattacked(), point.accuracy().total()))
			.distinct().toList();
	}

	/** In a sentence. */
	public String sentence() {
		return curve + ": no noise fools for " + images + " of " + total + " images, so there was " +
			"nothing to start from; they count as right and were not attacked, so take a method that " +
			"starts from the image (square, pgd) besides.";
	}
}
