const LONGEST = 1600;
const QUALITY = 0.8;

/** Since Chrome 81 a canvas turns a photo as its camera was held. */
const turns = () => typeof CSS !== 'undefined' && CSS.supports('image-orientation', 'from-image');

function load(file: Blob): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const url = URL.createObjectURL(file);
    image.onload = () => {
      URL.revokeObjectURL(url);
      resolve(image);
    };
    image.onerror = () => {
      URL.revokeObjectURL(url);
      reject(new Error('not an image'));
    };
    image.src = url;
  });
}

const jpegOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));

/** A photo that takes less of the phone and the line; as it is where the browser would turn it wrongly. */
export async function smaller(photo: Blob): Promise<Blob> {
  if (!turns()) return photo;
  try {
    const image = await load(photo);
    const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context || !canvas.width) return photo;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await jpegOf(canvas);
    return made && made.size < photo.size ? made : photo;
  } catch {
    // The server looks at every file and says what is wrong with it.
    return photo;
  }
}

/** A drawing as a picture on white. */
export const pictureOf = (canvas: HTMLCanvasElement) => jpegOf(canvas);
