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

package org.gradiscope.engine.tf.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * A type of ONNX of few bits, which TensorFlow does not compute with: whole numbers of 2 or 4 bits, which become
 * int32, and numbers with a fraction of 4 or 8 bits, which become float32.
 *
 * @param exponent how many bits it has; 0 in whole numbers
 * @param bias of the exponent
 * @param special what the largest codes are
 */
record SmallType(int bits, boolean signed, int exponent, int bias, Special special) {

	/** What stands for infinity and for no number. */
	private enum Special {
		/** Nothing does. */
		NONE,
		/** The largest code is no number. */
		LAST,
		/** Minus zero is no number. */
		MINUS_ZERO,
		/** Of the largest exponent, the first is infinite, the others are no number. */
		IEEE
	}

	/** Numbers that are newer than the classes of the file. */
	private static final int FLOAT4E2M1 = 23;
	private static final int UINT2 = 25;
	private static final int INT2 = 26;

	private static final Map<Integer, SmallType> ALL = Map.of(TensorProto.DataType.UINT4_VALUE,
		whole(4, false), TensorProto.DataType.INT4_VALUE, whole(4, true), UINT2, whole(2, false), INT2,
		whole(2, true), FLOAT4E2M1, new SmallType(4, true, 2, 1, Special.NONE),
		TensorProto.DataType.FLOAT8E4M3FN_VALUE, new SmallType(8, true, 4, 7, Special.LAST),
		TensorProto.DataType.FLOAT8E4M3FNUZ_VALUE, new SmallType(8, true, 4, 8, Special.MINUS_ZERO),
		TensorProto.DataType.FLOAT8E5M2_VALUE, new SmallType(8, true, 5, 15, Special.IEEE),
		TensorProto.DataType.FLOAT8E5M2FNUZ_VALUE, new SmallType(8, true, 5, 16, Special.MINUS_ZERO));

	private static SmallType whole(final int bits, final boolean signed) {
		return new SmallType(bits, signed, 0, 0, Special.NONE);
	}

	static Optional<SmallType> of(final int number) {
		return Optional.ofNullable(ALL.get(number));
	}

	/** Of whole numbers that are computed with more bits than the type has, also those of 8 and 16 bits. */
	static Optional<SmallType> wrapping(final int number) {
		return switch (number) {
			case TensorProto.DataType.UINT8_VALUE -> Optional.of(whole(8, false));
			case TensorProto.DataType.INT8_VALUE -> Optional.of(whole(8, true));
			case TensorProto.DataType.UINT16_VALUE -> Optional.of(whole(16, false));
			case TensorProto.DataType.INT16_VALUE -> Optional.of(whole(16, true));
			default -> of(number).filter(SmallType::isWhole);
		};
	}

	boolean isWhole() {
		return exponent == 0;
	}

	DataType computed() {
		return isWhole() ? DataType.DT_INT32 : DataType.DT_FLOAT;
	}

	/** The least of whole numbers. */
	int least() {
		return signed ? -(1 << bits - 1) : 0;
	}

	int most() {
		return least() + (1 << bits) - 1;
	}

	/** Whole numbers of int32 without the bits that it has not. */
	Output<?> wrapped(final Formula f, final Output<?> x) {
		return f.plus(f.of(Op.FloorMod, f.plus(x, -least()), f.call().integer(1 << bits)), least());
	}

	/** Codes, the first in the lowest bits of each byte, as numbers of int32 or float32. */
	byte[] numbers(final ByteString packed, final int count) {
		final ByteBuffer numbers = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
		final int each = 8 / bits;
		for (int i = 0; i < count; i++) {
			final int code = packed.byteAt(i / each) >> i % each * bits & (1 << bits) - 1;
			if (isWhole()) numbers.putInt(signed ? code << 32 - bits >> 32 - bits : code);
			else numbers.putFloat(number(code));
		}
		return numbers.array();
	}

	/** How many bytes hold so many codes. */
	long bytes(final long count) {
		return (count * bits + 7) / 8;
	}

	private int fraction() {
		return bits - 1 - exponent;
	}

	private float number(final int code) {
		final int sign = code >> bits - 1;
		final int positive = code & (1 << bits - 1) - 1;
		if (special == Special.MINUS_ZERO && sign == 1 && positive == 0) return Float.NaN;
		final float size = positive(positive);
		return sign == 1 ? -size : size;
	}

	private float positive(final int code) {
		final int e = code >> fraction();
		final int part = code & (1 << fraction()) - 1;
		final boolean largest = e == (1 << exponent) - 1;
		if (special == Special.LAST && code == (1 << bits - 1) - 1) return Float.NaN;
		if (special == Special.IEEE && largest) return part == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
		final double unit = Math.pow(2, Math.max(e, 1) - bias - fraction());
		return (float) (unit * (e == 0 ? part : part + (1 << fraction())));
	}

	/** All that are finite and at least 0, in their order. */
	private List<Float> levels() {
		final List<Float> levels = new ArrayList<>();
		for (int code = 0; code < 1 << bits - 1; code++)
			if (Float.isFinite(positive(code))) levels.add(positive(code));
		return levels;
	}

	/**
	 * Float32 as the nearest number of this type, the even one of two.
	 *
	 * @param saturating whether what is too large becomes the largest
	 */
	Output<?> rounded(final Formula f, final Output<?> x, final boolean saturating) {
		final List<Float> levels = levels();
		final List<Float> limits = new ArrayList<>();
		for (int i = 0; i + 1 < levels.size(); i++)
			limits.add(limit(levels.get(i), levels.get(i + 1), i));
		if (!saturating && special != Special.NONE) {
			final float last = levels.get(levels.size() - 1);
			final float step = last - levels.get(levels.size() - 2);
			limits.add(limit(last, last + step, levels.size() - 1));
			levels.add(special == Special.IEEE ? Float.POSITIVE_INFINITY : Float.NaN);
		}
		final Output<?> size = f.expanded(f.of(Op.Abs, x), -1);
		final Output<?> over =
			f.of(Op.Greater, size, f.call().value(OnnxConstant.ofFloats(limits)).output());
		final Output<?> place = f.sum(f.cast(over, DataType.DT_INT32), -1);
		final Output<?> level = f.of(Op.GatherV2,
			f.call().value(OnnxConstant.ofFloats(levels)).output(), place, f.call().integer(0));
		final Output<?> signed =
			f.where(f.of(Op.Less, x, f.call().number(0)), f.of(Op.Neg, level), level);
		// Where there is no such code, something that is no number becomes 0.
		return f.where(f.of(Op.IsNan, x), special == Special.NONE ? f.of(Op.ZerosLike, x) : x, signed);
	}

	/** Above which the second is nearer; at the middle the one of an even code is taken. */
	private static float limit(final float one, final float next, final int code) {
		final float middle = one + (next - one) / 2;
		return code % 2 == 0 ? middle : Math.nextDown(middle);
	}
}
