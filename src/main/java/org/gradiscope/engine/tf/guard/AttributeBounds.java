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

package org.gradiscope.engine.tf.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Of each operation that needs it: how large its attributes may be, and which of its inputs decide
 * shapes, so that they must be known before the network runs. What is not said here follows from
 * TensorFlow's own definition.
 */
final class AttributeBounds {

	/** Longest window, step and gap. */
	private static final Map<String, String> WORDS = Map.of("SIZE", "1..65536", "PAD", "0..65536",
		"AXIS", "-8..7", "MASK", "0..65535");

	private static final String ROWS =
		"""
				AvgPool : ksize=4*SIZE strides=4*SIZE
				AvgPool3D : ksize=5*SIZE strides=5*SIZE
				MaxPool : ksize=4*SIZE strides=4*SIZE explicit_paddings=0|8*PAD
				MaxPool3D : ksize=5*SIZE strides=5*SIZE
				MaxPoolV2 : : 1 2
				Conv2D : strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD
				Conv2DBackpropInput : strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD : 0
				Conv3D : strides=5*SIZE dilations=5*SIZE
				Conv3DBackpropInputV2 : strides=5*SIZE dilations=5*SIZE : 0
				DepthwiseConv2dNative : strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD
				DepthwiseConv2dNativeBackpropInput : strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD : 0
				Dilation2D : strides=4*SIZE rates=4*SIZE
				FusedPadConv2D : strides=4*SIZE : 1
				LRN : depth_radius=0..65536
				DepthToSpace SpaceToDepth : block_size=2..1024
				BatchToSpace SpaceToBatch : block_size=2..1024 : 1
				BatchToSpaceND SpaceToBatchND : : 1 2
				GatherV2 : batch_dims=AXIS : 2
				Pack Unpack : axis=AXIS
				OneHot : axis=AXIS : 1
				Squeeze : squeeze_dims=0|1|2|3|4|5|6|7|8*AXIS
				TopK : k=0..536870912
				StridedSlice : begin_mask=MASK end_mask=MASK ellipsis_mask=MASK new_axis_mask=MASK \
				shrink_axis_mask=MASK : 1 2 3
				All Any Max Mean Min Prod Sum : : 1
				ArgMax ArgMin Cumprod Cumsum ExpandDims Reshape Reverse ReverseV2 TopKV2 Transpose : : 1
				BroadcastTo MirrorPad Pad PadV2 Tile : : 1
				ResizeArea ResizeBicubic ResizeBilinear ResizeNearestNeighbor ScaleAndTranslate : : 1
				BroadcastArgs : : 0 1
				Concat Fill InvertPermutation Split : : 0
				ConcatV2 : : -1
				CropAndResize : : 3
				LinSpace : : 2
				Range : : 0 1 2
				Roll Slice : : 1 2
			SplitV : : 1/1 2/0
				""";

	private static final Map<String, Row> ALL = new HashMap<>();

	static {
		ROWS.lines().forEach(AttributeBounds::add);
	}

	/** @param structure the inputs that decide shapes */
	private record Row(List<AttributeRange> ranges, List<Structure> structure) {}

	/**
	 * An input that decides shapes.
	 *
	 * @param place counted from the end where negative
	 * @param rank how many axes it must have, where TensorFlow does not look; -1 where it does
	 */
	private record Structure(int place, int rank) {

		static Structure of(final String word) {
			final String[] parts = word.split("/");
			return new Structure(Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1])
				: -1);
		}
	}

	private static final Row NOTHING = new Row(List.of(), List.of());

	private AttributeBounds() {}

	private static void add(final String line) {
		final String[] parts = (line + " : ").split(":");
		String said = parts[1];
		for (final Map.Entry<String, String> word : WORDS.entrySet())
			said = said.replace(word.getKey(), word.getValue());
		final Row row = new Row(words(said).map(AttributeRange::of).toList(), words(parts.length > 2
			? parts[2] : "").map(Structure::of).toList());
		words(parts[0]).forEach(name -> ALL.put(name, row));
	}

	private static Stream<String> words(final String text) {
		return Stream.of(text.trim().split("\\s+")).filter(word -> !word.isEmpty());
	}

	static Set<String> operations() {
		return ALL.keySet();
	}

	static List<AttributeRange> ranges(final String operation) {
		return ALL.getOrDefault(operation, NOTHING).ranges();
	}

	/** The places of the inputs that decide shapes, of an operation of so many inputs. */
	static int[] structure(final String operation, final int inputs) {
		return ALL.getOrDefault(operation, NOTHING).structure().stream().mapToInt(
			Structure::place).map(place -> place < 0 ? place + inputs : place)
			.filter(place -> place >= 0 && place < inputs).toArray();
	}

	/** How many axes an input must have, by its place; only of those at which TensorFlow does not look. */
	static Map<Integer, Integer> ranks(final String operation) {
		return ALL.getOrDefault(operation, NOTHING).structure().stream().filter(input -> input
			.rank() >= 0).collect(Collectors.toMap(Structure::place, Structure::rank));
	}
}
