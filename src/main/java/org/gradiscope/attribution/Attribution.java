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
package org.gradiscope.attribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.tensor.Tensor;

/**
 * What an attribution method gives.
 *
 * @param map of one image, {@code [1, h, w, c]}, signed; {@code [1, h, w, 1]} where the method does not
 *          tell channels apart
 * @param facts what the method found out about itself, by name, for the recipe
 */
public record Attribution(Tensor map, Map<String, Object> facts) {

	public Attribution {
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}

	/** A map of which there is nothing more to say. */
	public static Attribution of(final Tensor map) {
		return new Attribution(map, Map.of());
	}

	/** What the numbers of a map are, and so what they predict when pixels change. */
	public enum Meaning {

		/**
		 * Value per grey level, as of gradients. Where a pixel falls by {@code d}, the objective should fall by
		 * {@code a d}. The pixels that matter are those of large magnitude: the sign only says whether they
		 * should be brighter or darker.
		 */
		SENSITIVITY,

		/**
		 * A share of the objective, as of gradient times input, integrated gradients or occlusion. Where a
		 * part of a pixel is taken away, the objective should fall by that part of the share. The pixels
		 * that matter are those of large shares; negative ones are evidence against it.
		 */
		CONTRIBUTION
	}
}
