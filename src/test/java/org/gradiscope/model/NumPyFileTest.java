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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumPyFileTest {

	@TempDir
	private Path folder;

	/** As {@code numpy.save} lays it out. */
	private Path file(final int version, final String header, final byte[] content)
		throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0 });
		final ByteBuffer length =
			ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
		if (version == 1) length.putShort((short) header.length());
		else length.putInt(header.length());
		out.writeBytes(length.array());
		out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
		out.writeBytes(content);
		return Files.write(folder.resolve("answer.npy"), out.toByteArray());
	}

	private static String header(final String type, final String shape) {
		return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }   \n";
	}

	/** 1, -2 in each type, as its bytes. */
	@ParameterizedTest
	@CsvSource({ "<f4, 0000803f000000c0", ">f4, 3f800000c0000000",
		"<f8, 000000000000f03f00000000000000c0", "<i4, 01000000feffffff",
		"<i8, 0100000000000000feffffffffffffff", "<i2, 0100feff", "|i1, 01fe" })
	void types(final String type, final String bytes) throws IOException {
		for (int version = 1; version <= 3; version++) {
			final NumPyFile read =
				NumPyFile.read(file(version, header(type, "1, 2"), HexFormat.of().parseHex(bytes)));
			assertArrayEquals(new float[] { 1, -2 }, read.values());
			assertArrayEquals(new int[] { 1, 2 }, read.shape());
		}
	}

	@Test
	void withoutSign() throws IOException {
		final byte[] bytes = { 1, (byte) 0xfe };
		assertArrayEquals(new float[] { 1, 254 },
			NumPyFile.read(file(1, header("|u1", "2,"), bytes)).values());
		assertArrayEquals(new float[] { 0xfe01 },
			NumPyFile.read(file(1, header("<u2", ""), bytes)).values());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
		value = { "<f4; 3; False; but is cut off", "<c8; 1; False; but has numbers of the type c8",
			"<f4; 1; True; but is in Fortran order", "<f4; 99999999999; False; cut off",
			"<f4; 65536, 65536, 65536, 65536, 65536; False; cut off",
			"|O; 1; False; but has the header" })
	void others(final String type, final String shape, final String fortran, final String why)
		throws IOException {
		final Path file = file(1, header(type, shape).replace("False", fortran), new byte[8]);
		final String message =
			assertThrows(ModelException.class, () -> NumPyFile.read(file)).getMessage();
		assertTrue(message.contains(why), message);
		assertTrue(message.contains("numpy.save("), message);
	}

	@Test
	void cutOffAnywhere() throws IOException {
		final byte[] whole = Files.readAllBytes(file(1, header("<f4", "2,"), new byte[8]));
		for (int length = 0; length < whole.length; length++) {
			final Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
			assertThrows(ModelException.class, () -> NumPyFile.read(cut));
		}
	}
}
