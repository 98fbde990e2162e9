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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.TensorProto;

/** The weights and other tensors of a network in ONNX: in its file, or in files beside it. */
final class OnnxTensors {

	/** As they are written. */
	private static final Map<Integer, DataType> WRITTEN =
		Map.ofEntries(Map.entry(1, DataType.DT_FLOAT), Map.entry(2, DataType.DT_UINT8),
			Map.entry(3, DataType.DT_INT8), Map.entry(4, DataType.DT_UINT16),
			Map.entry(5, DataType.DT_INT16), Map.entry(6, DataType.DT_INT32),
			Map.entry(7, DataType.DT_INT64), Map.entry(9, DataType.DT_BOOL),
			Map.entry(10, DataType.DT_HALF), Map.entry(11, DataType.DT_DOUBLE),
			Map.entry(12, DataType.DT_UINT32), Map.entry(13, DataType.DT_UINT64),
			Map.entry(16, DataType.DT_BFLOAT16));

	/** Most numbers in one tensor. */
	private static final long MOST = 1L << 29;

	private final ExternalTensors external;

	/** @param network its file, in whose folder files beside it have to be */
	OnnxTensors(final Path network) {
		external = new ExternalTensors(network);
	}

	/**
	 * The type that TensorFlow computes with for one of ONNX: float32, bool, and int32 or int64 for whole numbers.
	 *
	 * @throws org.gradiscope.engine.EngineException if there is none
	 */
	static DataType type(final int number, final String name) {
		final DataType type = WRITTEN.get(number);
		if (SmallType.of(number).isPresent()) return SmallType.of(number).get().computed();
		if (type == null) throw GraphErrors
			.of("'" + name + "' is of the type " + TensorProto.DataType.forNumber(number) +
				" of ONNX, which is not supported; export the network in float32");
		return computed(type);
	}

	private static DataType computed(final DataType written) {
		return switch (written) {
			case DT_HALF, DT_BFLOAT16, DT_DOUBLE -> DataType.DT_FLOAT;
			case DT_UINT8, DT_INT8, DT_UINT16, DT_INT16 -> DataType.DT_INT32;
			case DT_UINT32, DT_UINT64 -> DataType.DT_INT64;
			default -> written;
		};
	}

	/** Whether numbers with a fraction are computed with another precision than that of the file. */
	static boolean isConverted(final int number) {
		final DataType written = WRITTEN.get(number);
		return written != null && written != DataType.DT_FLOAT &&
			computed(written) == DataType.DT_FLOAT;
	}

	/** @throws org.gradiscope.engine.EngineException if it is damaged, or leads out of the folder */
	OnnxConstant read(final TensorProto tensor) {
		final DataType type = type(tensor.getDataType(), tensor.getName());
		final List<Long> shape = tensor.getDimsList();
		checkSize(tensor, shape);
		if (SmallType.of(tensor.getDataType()).isPresent())
			return small(tensor, SmallType.of(tensor.getDataType()).get());
		final DataType written = WRITTEN.get(tensor.getDataType());
		final WeightSource source = source(tensor, written, shape);
		if (TensorProtos.width(written) == TensorProtos.width(type))
			return new OnnxConstant(type, shape, source, tensor.getDataType());
		return new OnnxConstant(type, shape,
			() -> new ByteArrayInputStream(converted(new OnnxConstant(written, shape, source), type)),
			tensor.getDataType());
	}

	/** Several in each byte. */
	private OnnxConstant small(final TensorProto tensor, final SmallType type) {
		final List<Long> shape = tensor.getDimsList();
		final long count = shape.stream().reduce(1L, (a, b) -> a * b);
		final WeightSource source = source(tensor, DataType.DT_INT8, List.of(type.bytes(count)));
		return new OnnxConstant(type.computed(), shape, () -> {
			try (InputStream in = source.open()) {
				return new ByteArrayInputStream(
					type.numbers(ByteString.readFrom(in), Math.toIntExact(count)));
			}
		}, tensor.getDataType());
	}

	private static void checkSize(final TensorProto tensor, final List<Long> shape) {
		long elements = 1;
		for (final long size : shape)
			elements =
				size < 0 ? MOST + 1 : size == 0 ? 0 : elements > MOST / size ? MOST + 1 : elements * size;
		if (elements > MOST || shape.size() > 8) throw GraphErrors.damaged("The tensor '" +
			tensor.getName() + "' has the shape " + shape + ", which is out of all range");
	}

	private WeightSource source(final TensorProto tensor, final DataType type,
		final List<Long> shape) {
		final long bytes = shape.stream().reduce(1L, (a, b) -> a * b) * TensorProtos.width(type);
		if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
			return external.source(entries(tensor), tensor.getName(), bytes);
		final ByteString content = tensor.hasRawData() ? tensor.getRawData() : listed(tensor, type);
		if (content.size() != bytes) throw GraphErrors.damaged("The tensor '" + tensor.getName() +
			"' has " + content.size() + " bytes, but its shape " + shape + " needs " + bytes);
		return content::newInput;
	}

	private static Map<String, String> entries(final TensorProto tensor) {
		return tensor.getExternalDataList().stream().collect(
			Collectors.toMap(entry -> entry.getKey(), entry -> entry.getValue(), (one, other) -> other));
	}

	/** Numbers that are written one by one. */
	private static ByteString listed(final TensorProto tensor, final DataType type) {
		final int width = TensorProtos.width(type);
		final int count = switch (type) {
			case DT_FLOAT -> tensor.getFloatDataCount();
			case DT_DOUBLE -> tensor.getDoubleDataCount();
			case DT_INT64 -> tensor.getInt64DataCount();
			case DT_UINT32, DT_UINT64 -> tensor.getUint64DataCount();
			default -> tensor.getInt32DataCount();
		};
		final ByteBuffer bytes =
			ByteBuffer.allocate(Math.multiplyExact(width, count)).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < count; i++)
			switch (type) {
				case DT_FLOAT -> bytes.putFloat(tensor.getFloatData(i));
				case DT_DOUBLE -> bytes.putDouble(tensor.getDoubleData(i));
				case DT_INT64 -> bytes.putLong(tensor.getInt64Data(i));
				case DT_UINT64 -> bytes.putLong(tensor.getUint64Data(i));
				case DT_UINT32 -> bytes.putInt((int) tensor.getUint64Data(i));
				case DT_INT32 -> bytes.putInt(tensor.getInt32Data(i));
				case DT_INT16, DT_UINT16, DT_HALF, DT_BFLOAT16 ->
					bytes.putShort((short) tensor.getInt32Data(i));
				default -> bytes.put((byte) tensor.getInt32Data(i));
			}
		return ByteString.copyFrom(bytes.flip());
	}

	/** Numbers in another type, none of which is out of its range. */
	private static byte[] converted(final OnnxConstant written, final DataType type) {
		if (type == DataType.DT_FLOAT) return TensorProtos
			.content(TensorProtos.floats(TensorProtos.inFloat32(written.proto()))).toByteArray();
		final double[] values = written.values();
		final ByteBuffer bytes =
			ByteBuffer.allocate(Math.multiplyExact(TensorProtos.width(type), values.length))
				.order(ByteOrder.LITTLE_ENDIAN);
		for (final double value : values)
			if (type == DataType.DT_INT64) bytes.putLong((long) value);
			else bytes.putInt((int) value);
		return bytes.array();
	}
}
