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

package org.gradiscope.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** Changes how an operation is used: values, axes, attributes and types. */
final class DraftMutator {

	private static final long[] NUMBERS = { -1, -2, -3, -4, -5, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16,
		65, 100, 255, 4096, 65536, 1 << 20, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32,
		1L << 33, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE };
	private static final long[] AXES = { 0, 0, 1, 1, 2, 3, 4, 5, 7, 16, 33, 65 };
	private static final float[] FLOATS = { 0, -1, 1, 1e-30f, 1e30f, Float.NaN,
		Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.5f, 3 };
	private static final List<String> TEXTS = List.of("", "NCHW", "NHWC", "NCHW_VECT_C", "NDHWC",
		"NCDHW", "SAME", "VALID", "EXPLICIT", "REFLECT", "SYMMETRIC", "bilinear", "nearest", "ab,bc",
		"...a,a...->...", "aa,ab->b", "->", ",->", "abc,abc->", "abc,cd->", "a,b->ab", "x\0y");
	private static final DataType[] USUAL =
		{ DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16,
			DataType.DT_INT32, DataType.DT_INT64, DataType.DT_INT8, DataType.DT_UINT8, DataType.DT_BOOL };

	private final Draft draft;
	private final SplittableRandom random;

	DraftMutator(final Draft draft, final SplittableRandom random) {
		this.draft = draft;
		this.random = random;
	}

	/** One change, if there is anything to change. */
	void change() {
		switch (random.nextInt(10)) {
			case 0, 1 -> changeValue();
			case 2, 3 -> changeShape();
			case 4 -> changeType();
			case 5 -> changeInputs();
			default -> changeAttribute();
		}
	}

	private void changeValue() {
		if (draft.inputs.isEmpty()) return;
		final Draft.Input input = any(draft.inputs);
		if (input.values.length == 0) return;
		final int place = random.nextInt(input.values.length);
		input.values[place] =
			input.type == DataType.DT_FLOAT ? FLOATS[random.nextInt(FLOATS.length)] : number();
	}

	private void changeShape() {
		if (draft.inputs.isEmpty()) return;
		final List<Long> shape = any(draft.inputs).shape;
		final int kind = random.nextInt(4);
		if (kind == 0) shape.add(random.nextInt(shape.size() + 1), AXES[random.nextInt(AXES.length)]);
		else if (shape.isEmpty()) shape.add(1L);
		else if (kind == 1) shape.remove(random.nextInt(shape.size()));
		else shape.set(random.nextInt(shape.size()), AXES[random.nextInt(AXES.length)]);
	}

	private void changeType() {
		final DataType type = random.nextInt(4) > 0 ? USUAL[random.nextInt(USUAL.length)]
			: DataType.values()[random.nextInt(DataType.values().length - 1)];
		final List<String> names = draft.typeNames().stream().filter(name -> !name.isEmpty()).toList();
		if (names.isEmpty() || random.nextInt(4) == 0) {
			if (!draft.inputs.isEmpty()) any(draft.inputs).type = type;
		}
		else if (type != DataType.DT_INVALID) draft.retype(any(names), type);
	}

	private void changeInputs() {
		if (draft.inputs.isEmpty()) return;
		final int place = random.nextInt(draft.inputs.size());
		switch (random.nextInt(3)) {
			case 0 -> draft.inputs.remove(place);
			case 1 -> draft.inputs.add(any(draft.inputs));
			default -> draft.inputs.set(place, any(draft.inputs));
		}
	}

	private void changeAttribute() {
		final List<OpDef.AttrDef> all = new ArrayList<>(draft.definition.getAttrList());
		if (all.isEmpty()) return;
		final OpDef.AttrDef chosen = any(all);
		if (random.nextInt(12) == 0) draft.attributes.remove(chosen.getName());
		else draft.attributes.put(chosen.getName(), changed(chosen));
	}

	private AttrValue changed(final OpDef.AttrDef attribute) {
		final AttrValue.Builder value = AttrValue.newBuilder();
		final AttrValue old =
			draft.attributes.getOrDefault(attribute.getName(), attribute.getDefaultValue());
		return switch (attribute.getType()) {
			case "int" -> value.setI(number()).build();
			case "float" -> value.setF(FLOATS[random.nextInt(FLOATS.length)]).build();
			case "bool" -> Nodes.flag(!old.getB());
			case "type" -> Nodes.type(USUAL[random.nextInt(USUAL.length)]);
			case "list(int)" -> list(old);
			case "shape" -> Nodes.shape(List.of(number(), number()));
			case "string" -> text(attribute);
			default -> old;
		};
	}

	private AttrValue text(final OpDef.AttrDef attribute) {
		final List<ByteString> allowed = attribute.getAllowedValues().getList().getSList();
		return allowed.isEmpty() || random.nextInt(6) == 0 ? Nodes.text(any(TEXTS))
			: AttrValue.newBuilder().setS(any(allowed)).build();
	}

	private AttrValue list(final AttrValue old) {
		final List<Long> numbers = new ArrayList<>(old.getList().getIList());
		final int kind = random.nextInt(6);
		if (kind == 0 || numbers.isEmpty()) for (int i = 1 + random.nextInt(8); i > 0; i--)
			numbers.add(number());
		else if (kind == 1) numbers.remove(random.nextInt(numbers.size()));
		else numbers.set(random.nextInt(numbers.size()), number());
		return Nodes.numbers(numbers.stream().mapToLong(n -> n).toArray());
	}

	private long number() {
		return NUMBERS[random.nextInt(NUMBERS.length)];
	}

	private <T> T any(final List<T> all) {
		return all.get(random.nextInt(all.size()));
	}
}
