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

package org.gradiscope.imagej.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** ImageIO's readers, asked so that nothing that they say is lost. */
final class ImageIoReaders {

	private ImageIoReaders() {}

	/** What is read. */
	@FunctionalInterface
	interface Reading<T> {

		T from(ImageReader reader) throws IOException;
	}

	/** Java's own reader of a format, whatever else is registered. */
	static ImageReader own(final String format) throws IOException {
		final Iterator<ImageReaderSpi> all =
			IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
		while (all.hasNext()) {
			final ImageReaderSpi spi = all.next();
			if (spi.getClass().getName().startsWith("com.sun.imageio.plugins." + format + "."))
				return spi.createReaderInstance();
		}
		throw new IOException("this Java has no reader of " + format);
	}

	/** The first picture of a file, by Java's own reader. */
	static BufferedImage picture(final String format, final byte[] content) throws IOException {
		try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
			return checked(own(format), in, reader -> reader.read(0));
		}
	}

	/**
	 * Reads, and takes each warning for the error that it is: what is missing is filled with anything.
	 *
	 * @throws IOException with the reader's own words, if it fails in whatever way
	 */
	static <T> T checked(final ImageReader reader, final ImageInputStream in,
		final Reading<T> reading) throws IOException {
		final List<String> warnings = new ArrayList<>();
		final IIOReadWarningListener listener = (source, warning) -> warnings.add(warning);
		try {
			reader.addIIOReadWarningListener(listener);
			reader.setInput(in);
			final T result = reading.from(reader);
			for (final String warning : warnings)
				if (warning.matches("(?is).*(premature|truncated|corrupt|missing|unexpected).*"))
					throw new IOException("it is truncated or damaged: " + warning);
			return result;
		}
		catch (final IOException | RuntimeException e) {
			final String said = String.valueOf(e.getMessage());
			throw said.startsWith("it is ") ? new IOException(said, e)
				: new IOException("it is truncated or damaged: " + said, e);
		}
		finally {
			reader.dispose();
		}
	}
}
