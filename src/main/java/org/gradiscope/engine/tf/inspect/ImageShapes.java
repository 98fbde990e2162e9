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

package org.gradiscope.engine.tf.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;

/** The forms of batches of images. */
final class ImageShapes {

	static final String CHANNELS_LAST = "byxc";
	static final String CHANNELS_FIRST = "bcyx";
	/** Of volumes. */
	static final String VOLUME_CHANNELS_LAST = "bzyxc";
	static final String VOLUME_CHANNELS_FIRST = "bczyx";

	private ImageShapes() {}

	static boolean isChannelsFirst(final Description known) {
		return known.get(Fact.AXES).filter(axes -> axes.charAt(1) == 'c').isPresent();
	}

	/** What belongs to each axis, in the order of the input's axes. */
	static <T> List<T> ordered(final Description known, final Map<Character, T> values) {
		return known.get(Fact.AXES).orElse(CHANNELS_LAST).chars()
			.mapToObj(axis -> values.get((char) axis)).toList();
	}

	/** Images of the network's own size; of any where it has none. */
	static SymbolicShape form(final Description known) {
		return known.get(Fact.SIZE).filter(InputSize::fixed)
			.map(size -> form(known, SymbolicDimension.of(Math.max(1, size.depth())),
				SymbolicDimension.of(size.height()), SymbolicDimension.of(size.width())))
			.orElseGet(() -> ofAnySize(known));
	}

	static SymbolicShape ofAnySize(final Description known) {
		return form(known, SymbolicDimension.SIZE,
			height(known).map(SymbolicDimension::of).orElse(SymbolicDimension.SIZE),
			SymbolicDimension.SIZE);
	}

	/** That of all images: of time series, whose rows are features; of pictures none. */
	static Optional<Long> height(final Description known) {
		return known.get(Fact.SIZE).filter(InputSize::series).map(size -> (long) size.height());
	}

	private static SymbolicShape form(final Description known, final SymbolicDimension depth,
		final SymbolicDimension height, final SymbolicDimension width) {
		final SymbolicDimension channels = known.get(Fact.CHANNELS).map(Channels::count)
			.map(SymbolicDimension::of).orElse(SymbolicDimension.UNKNOWN);
		return SymbolicShape.of(ordered(known,
			Map.of('b', SymbolicDimension.BATCH, 'z', depth, 'y', height, 'x', width, 'c', channels)));
	}
}
