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

import java.util.List;
import java.util.function.UnaryOperator;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Resize;

/**
 * Pictures whose style is wanted.
 *
 * @param references at least one
 */
public record Style(List<Reference> references) {

	/** The shorter side of a picture that can have a style, in pixels. */
	static final int LEAST = 32;

	/**
	 * One of them.
	 *
	 * @param picture {@code [1, h, w, c]}
	 * @param weight of its style among the others', over 0
	 */
	public record Reference(Pixels picture, double weight) {

		/** @throws IllegalArgumentException if it is a volume or the weight is not over 0 */
		public Reference {
			if (picture.isVolume() || picture.count() != 1) throw new IllegalArgumentException(
				"A style is a picture, but " + picture.shape() + " was given.");
			if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
				"A style needs a weight over 0, but " + weight + " was given.");
		}
	}

	/** @throws IllegalArgumentException if there is none */
	public Style {
		references = List.copyOf(references);
		if (references.isEmpty())
			throw new IllegalArgumentException("At least one picture of a style is needed.");
	}

	/** That of one picture. */
	public static Style of(final Pixels picture) {
		return new Style(List.of(new Reference(picture, 1)));
	}

	/** The same of changed pictures. */
	public Style with(final UnaryOperator<Pixels> change) {
		return new Style(references.stream()
			.map(one -> new Reference(change.apply(one.picture()), one.weight())).toList());
	}

	/** The same shrunk, to no less than 32 pixels a side. */
	Style scaled(final double factor) {
		return with(picture -> scaled(picture, factor));
	}

	private static Pixels scaled(final Pixels picture, final double factor) {
		final double least = Math.min(1, (double) LEAST / Math.min(picture.height(), picture.width()));
		final double scale = Math.max(least, factor);
		return picture.with(Resize.to(picture.values(), (int) Math.round(picture.height() * scale),
			(int) Math.round(picture.width() * scale)));
	}

	/** The share of a reference, 0..1. */
	double share(final Reference of) {
		return of.weight() / references.stream().mapToDouble(Reference::weight).sum();
	}
}
