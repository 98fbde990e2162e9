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

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/** Whether the attributes of a node are what its operation can bear. */
final class NodeValidator {

	/** Numbers and truth values; no texts, no handles, nothing that a program may put its own in. */
	static final Set<DataType> TYPES = EnumSet.of(DataType.DT_FLOAT, DataType.DT_DOUBLE,
		DataType.DT_HALF, DataType.DT_BFLOAT16, DataType.DT_INT8, DataType.DT_INT16, DataType.DT_INT32,
		DataType.DT_INT64, DataType.DT_UINT8, DataType.DT_UINT16, DataType.DT_UINT32,
		DataType.DT_UINT64, DataType.DT_BOOL, DataType.DT_QINT8, DataType.DT_QUINT8, DataType.DT_QINT32,
		DataType.DT_QINT16, DataType.DT_QUINT16);

	private static final int MOST_AXES = 8;
	private static final int LONGEST_TEXT = 256;

	private NodeValidator() {}

	/** What is wrong with a node; nothing if nothing is. */
	static Optional<String> fault(final NodeDef node, final OpDef definition) {
		return definition.getAttrList().stream().map(attribute -> fault(node, attribute))
			.flatMap(Optional::stream).findFirst().or(() -> outOfRange(node));
	}

	/** What is wrong with a whole number of a node; nothing if nothing is. */
	static Optional<String> outOfRange(final NodeDef node) {
		return AttributeRange.all(Op.of(node)).stream()
			.map(
				range -> range.fault(node.getAttrOrDefault(range.name(), AttrValue.getDefaultInstance())))
			.flatMap(Optional::stream).findFirst();
	}

	private static Optional<String> fault(final NodeDef node, final OpDef.AttrDef attribute) {
		if (!node.containsAttr(attribute.getName())) return Optional.empty();
		final AttrValue value = node.getAttrOrThrow(attribute.getName());
		final String fault = switch (attribute.getType()) {
			case "type" -> fault(List.of(value.getType()));
			case "list(type)" -> fault(value.getList().getTypeList());
			case "int" -> fault(value.getI(), attribute);
			case "list(int)" -> value.getList().getIList().stream().map(NodeValidator::large)
				.filter(found -> found != null).findFirst().orElse(null);
			case "shape" -> fault(value.getShape());
			case "string" -> fault(value.getS().toStringUtf8(), attribute);
			default -> null;
		};
		return Optional.ofNullable(fault).map(what -> "'" + attribute.getName() + "' is " + what);
	}

	private static String fault(final List<DataType> types) {
		return types.stream().filter(type -> !TYPES.contains(type)).findFirst()
			.map(type -> type + ", which is not a supported numeric type").orElse(null);
	}

	private static String fault(final long number, final OpDef.AttrDef attribute) {
		if (attribute.getHasMinimum() && number < attribute.getMinimum())
			return number + ", but at least " + attribute.getMinimum() + " is needed";
		return large(number);
	}

	private static String large(final long number) {
		return number == (int) number ? null : number + ", which is out of all range";
	}

	private static String fault(final TensorShapeProto shape) {
		if (shape.getDimCount() > MOST_AXES)
			return "of " + shape.getDimCount() + " axes, but at most " + MOST_AXES + " are taken";
		return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize)
			.filter(size -> size < -1 || size > Integer.MAX_VALUE).findFirst()
			.map(size -> "of the size " + size + ", which is out of all range").orElse(null);
	}

	private static String fault(final String text, final OpDef.AttrDef attribute) {
		if (text.length() > LONGEST_TEXT) return "a text of " + text.length() + " letters";
		final var allowed = attribute.getAllowedValues().getList().getSList();
		if (allowed.isEmpty() || allowed.stream().anyMatch(one -> one.toStringUtf8().equals(text)))
			return null;
		return "'" + text + "', but should be one of " +
			String.join(", ", allowed.stream().map(one -> one.toStringUtf8()).toList());
	}
}
